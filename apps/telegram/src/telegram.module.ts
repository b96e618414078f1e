import { Module } from '@nestjs/common';
import { Telegram } from './telegram.js';
import { TelegramConsumer } from './telegram.consumer.js';

@Module({ providers: [Telegram, TelegramConsumer] })
export class TelegramModule {}
