export { buildSite, builtSite } from './built-site.js';
export { Chromium, startChromium } from './chromium.js';
export {
  createEmptyDatabase,
  createTestDatabase,
  serverOfThisRun,
  type TestDatabase,
  type TestDatabaseOptions,
} from './database.js';
export { type DnsAnswer, DnsServer, startDns } from './dns-server.js';
export { Dovecot, type DovecotOptions, type Endpoint, startDovecot } from './dovecot.js';
export { eventually, type Patience, until } from './eventually.js';
export { type Direction, FaultProxy, type FaultRule } from './fault-proxy.js';
export { hostileMails, type HostileMail } from './hostile-mails.js';
export { ATTACKER, HTML_ATTACKS, type HtmlAttack } from './html-attacks.js';
export { FixedClock } from './fixed-clock.js';
export { freePort } from './free-port.js';
export { KafkaCluster, type KafkaOptions, startKafka } from './kafka.js';
export { installKafka, KAFKA_JARS, kafkaIsInstalled } from './kafka-jars.js';
export { MailPerson, type OutgoingMail, sendMail } from './mail-client.js';
export { BOUNCING_DOMAIN, CUSTOMER_DOMAIN, OUR_DOMAIN, Postfix, type PostfixOptions, startPostfix } from './postfix.js';
export { type PostgresOptions, PostgresServer, startPostgres, withClient } from './postgres.js';
export { type PostgresVersion } from './postgres-binaries.js';
export { descendantsOf, isAlive, type ProcessOptions, processesGone, RunningProcess, startProcess } from './process.js';
export { ScriptedImap, type ScriptedAnswer } from './scripted-imap.js';
export { isRoot, type SystemUser, systemUser } from './system-user.js';
export { type TempDir, tempDir } from './temp-dir.js';
export { aBlob, aChatMessage, aMail, anAgent, anInbox, aSkill, aTeam, anUpload, type AgentOptions } from './builders.js';
export { openProductDatabase, type ProductDatabase } from './product-database.js';
export { type Bot, type GroupSpec, type UserSpec } from './bot-api/bot.js';
export { type CallbackAnswer, type CallRecord } from './bot-api/bot-account.js';
export { type BotApi, type BotApiOptions, startBotApi } from './bot-api/bot-api.js';
export { type BusinessAccount } from './bot-api/business-account.js';
export { type Customer, type FileOfCustomer, type Saying, type SayingFile } from './bot-api/customer.js';
export { type Failure, failure, type FailureOrder, type OrderOptions } from './bot-api/failures.js';
export { type Group } from './bot-api/group.js';
export { type MessageMatch, type SeenMessage } from './bot-api/inbox.js';
export { type LimitOptions, type Violation } from './bot-api/rate-limits.js';
export {
  aBlockUpdate,
  aBusinessUpdate,
  aCallbackUpdate,
  aContactUpdate,
  aDocumentUpdate,
  aLocationUpdate,
  aMigration,
  anAlbum,
  anEditOf,
  anUnknownUpdate,
  aPhotoUpdate,
  aPrivateChat,
  aReactionUpdate,
  aReplyTo,
  aSupergroup,
  aTelegramUser,
  aTextUpdate,
  aVoiceUpdate,
  type UpdateFields,
} from './bot-api/telegram-updates.js';
export { ADMIN, ANNA, BORIS } from './product/bootstrap-file.js';
export { type Installation, mainOf, type ProductProcess } from './product/installation.js';
export { Neighbours } from './product/neighbours.js';
export { ApiRefusal, ProductApi, type TicketAnswer, type TimelineItem } from './product/product-api.js';
export { ServicesInstallation } from './product/services-installation.js';
export { StandaloneInstallation } from './product/standalone-installation.js';
export { ChatVisitor } from './product/visitor.js';
