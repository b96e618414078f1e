import { Module } from '@nestjs/common';
import { Email } from './email.js';
import { EmailConsumer } from './email.consumer.js';
import { EmailPorts } from './email-ports.js';
import { MailListener } from './listener/mail-listener.js';

@Module({ providers: [EmailPorts, Email, EmailConsumer, MailListener] })
export class EmailModule {}
