import { Module } from '@nestjs/common';
import { BotPorts } from './bot-ports.js';
import { Telegram } from './telegram.js';
import { TelegramConsumer } from './telegram.consumer.js';

@Module({ providers: [BotPorts, Telegram, TelegramConsumer] })
export class TelegramModule {}
