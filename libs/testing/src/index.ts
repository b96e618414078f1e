export { AwayOffice, composeRecap, type RecapRow } from './away-office.js';
export { buildSite, builtSite } from './built-site.js';
export { Chromium, startChromium } from './chromium.js';
export {
  createEmptyDatabase,
  createTestDatabase,
  serverOfThisRun,
  type TestDatabase,
  type TestDatabaseOptions,
} from './database.js';
export { COMMITS, type CommitLoss, CutDatabase } from './cut-database.js';
export { type DnsAnswer, DnsServer, startDns } from './dns-server.js';
export { Dovecot, type DovecotOptions, type Endpoint, startDovecot } from './dovecot.js';
export { eventually, type Patience, until } from './eventually.js';
export { type Direction, FaultProxy, type FaultRule, type FaultVerdict } from './fault-proxy.js';
export { hostileMails, type HostileMail } from './hostile-mails.js';
export { ATTACKER, HTML_ATTACKS, type HtmlAttack } from './html-attacks.js';
export { FixedClock } from './fixed-clock.js';
export { freePort } from './free-port.js';
export { KafkaCluster, type KafkaOptions, startKafka } from './kafka.js';
export { installKafka, KAFKA_JARS, kafkaIsInstalled } from './kafka-jars.js';
export { type HostHandler, HttpsHosts } from './https-hosts.js';
export { MailTalker, type TalkerOptions } from './mail-talker.js';
export { MailPerson, type OutgoingMail, sendMail } from './mail-client.js';
export { mailingList, MailMachine, type Reaction, returnPathOf, rudeTicketSystem, vacation } from './mail-machine.js';
export { giveConsent, registerAt } from './oauth/give-consent.js';
export { type OAuthServer, startOAuthServer } from './oauth-server.js';
export { type Certificate, OwnCa } from './own-ca.js';
export { AWAY_DOMAIN, BOUNCING_DOMAIN, CUSTOMER_DOMAIN, OUR_DOMAIN, Postfix, type PostfixOptions, startPostfix } from './postfix.js';
export { type PostgresOptions, PostgresServer, startPostgres, withClient } from './postgres.js';
export { type PostgresVersion } from './postgres-binaries.js';
export { descendantsOf, isAlive, type ProcessOptions, processesGone, RunningProcess, startProcess } from './process.js';
export { ScriptedImap, type ScriptedAnswer } from './scripted-imap.js';
export { isRoot, type SystemUser, systemUser } from './system-user.js';
export { type TempDir, tempDir } from './temp-dir.js';
export { ChatsUnderTest, orders, type SaidRow } from './chats-under-test.js';
export { aWaitingFile, cameByUpdate, changedInChat, saidInChat, type SaidInChat } from './chat-messages.js';
export { aBlob, aChatMessage, aMail, anAgent, anInbox, aSkill, aTeam, anUpload, type AgentOptions } from './builders.js';
export { openProductDatabase, type ProductDatabase } from './product-database.js';
export { type Bot, type GroupSpec, type UserSpec } from './bot-api/bot.js';
export { type CallbackAnswer, type CallRecord } from './bot-api/bot-account.js';
export { type BotApi, type BotApiOptions, startBotApi } from './bot-api/bot-api.js';
export { type BusinessAccount } from './bot-api/business-account.js';
export { type Channel } from './bot-api/channel.js';
export { content, externalReply, origin } from './bot-api/content.js';
export { type Customer, type FileOfCustomer, type SayingFile } from './bot-api/customer.js';
export { type Failure, failure, type FailureOrder, type OrderOptions } from './bot-api/failures.js';
export { type Group } from './bot-api/group.js';
export { type MessageMatch, type SeenMessage } from './bot-api/inbox.js';
export { type Saying } from './bot-api/saying.js';
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
export { mutatedUpdates } from './mutated-updates.js';
export { ADMIN, ANNA, BORIS } from './product/bootstrap-file.js';
export { type Installation, mainOf, ProductProcess } from './product/installation.js';
export { Neighbours } from './product/neighbours.js';
export { ApiRefusal, ProductApi, type TicketAnswer, type TimelineItem } from './product/product-api.js';
export { ServicesInstallation } from './product/services-installation.js';
export { StandaloneInstallation } from './product/standalone-installation.js';
export { ChatVisitor } from './product/visitor.js';
export { seededRandom } from './seeded-random.js';
