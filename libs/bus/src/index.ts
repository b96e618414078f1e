export { appendEvents } from './append-events.js';
export { BusStrategy } from './bus-strategy.js';
export {
  Bus,
  type BusHealth,
  type BusRecord,
  type ConsumerHealth,
  type ConsumerState,
  type Consumption,
  type Subscription,
  type Tail,
} from './bus.js';
export { carriedBytes, claimCheck, collect, INLINE_LIMIT_BYTES, type BlobReader, type BlobWriter, type Checked } from './claim-check.js';
export { armFault, commitPoint, type CommitPoint } from './commit-point.js';
export { ConsumerLedger } from './consumer-ledger.js';
export { EventFeed, type FeedEvent, type FeedPage } from './event-feed.js';
export { encodedSize, RECORD_LIMIT_BYTES } from './event-size.js';
export { checkTopics, migrateTopics, type TopicCheck, type TopicsMigrated } from './kafka-topics.js';
export { correctKafkajs } from './kafkajs/correct-kafkajs.js';
export { LogMaintenance, type LogMaintenanceOptions, type Maintained } from './log-maintenance.js';
export { LogNews } from './log-news.js';
export { makeEvent } from './make-event.js';
export { OnEvents, type EventsHandling } from './on-events.js';
export { openBus, type BusOptions } from './open-bus.js';
export { type Query } from './query.js';
export { packBytes } from './pack-bytes.js';
export { Relay, type RelayOptions } from './relay.js';
