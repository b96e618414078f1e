import { Module } from '@nestjs/common';
import { Email } from './email.js';
import { EmailConsumer } from './email.consumer.js';
import { EmailPorts } from './email-ports.js';

@Module({ providers: [EmailPorts, Email, EmailConsumer] })
export class EmailModule {}
