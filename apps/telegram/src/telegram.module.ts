import { Module } from '@nestjs/common';
import { BotPorts } from './bot-ports.js';
import { Telegram } from './telegram.js';
import { TelegramConsumer } from './telegram.consumer.js';
import { WebhookBots } from './webhook/webhook-bots.js';
import { WebhookListener } from './webhook/webhook.listener.js';

/** Once a process: serves the bots whose lease it holds. */
@Module({ providers: [BotPorts, Telegram, TelegramConsumer] })
export class TelegramModule {}

/** The customers' side: where Telegram brings updates, of any bot. */
@Module({ providers: [BotPorts, WebhookBots, WebhookListener] })
export class TelegramPublicModule {}
