import type { components } from './schema.generated.js';

type Schemas = components['schemas'];

// What the public API gives, by the names of its objects. Every screen takes its types from here.
export type Agent = Schemas['Agent'];
export type CheckStep = Schemas['CheckStep'];
export type BotProfile = Schemas['BotProfile'];
export type ChatContent = Schemas['MessageContent'];
export type Contact = Schemas['Contact'];
export type ContactChat = Schemas['ContactChat'];
export type Conversation = Schemas['Conversation'];
export type FeedEvent = Schemas['FeedEvent'];
export type Inbox = Schemas['Inbox'];
export type LinkInfo = Schemas['LinkInfo'];
export type Message = Schemas['Message'];
export type Note = Schemas['Note'];
export type OAuthClient = Schemas['OAuthClient'];
export type OfficeHours = Schemas['OfficeHours'];
export type OrganisationSettings = Schemas['OrganisationSettings'];
export type OwnAcknowledgement = Schemas['OwnAcknowledgement'];
export type Parked = Schemas['Parked'];
export type Probe = Schemas['Probe'];
export type Retry = Schemas['RetryMessage'];
export type SeenHost = Schemas['SeenHost'];
export type Session = Schemas['Session'];
export type Skill = Schemas['Skill'];
export type Team = Schemas['Team'];
export type TestedInbox = Schemas['TestedInbox'];
export type TelegramLink = Schemas['TelegramLink'];
export type Ticket = Schemas['Ticket'];
export type TicketChange = Schemas['ChangeTicket'];
export type TicketCounts = Schemas['TicketCounts'];
export type TicketDetail = Schemas['TicketDetail'];
export type TimelineItem = TicketDetail['timeline'][number];
export type SuggestedAnswer = Schemas['SuggestedAnswer'];
export type TicketEvent = Extract<TimelineItem, { type: 'event' }>;
export type Upload = Schemas['Upload'];
export type Attachment = Message['attachments'][number];
export type Delivery = NonNullable<Message['delivery']>;
export type Actor = Message['author'];

export type Channel = Ticket['channel'];
export type Priority = Ticket['priority'];
export type TicketState = Ticket['state'];
export type Presence = Agent['presence'];
export type Role = Agent['role'];
export type CreateInbox = Schemas['CreateInbox'];
export type InboxChange = Schemas['ChangeInbox'];
export type MadeLink = Schemas['MadeLink'];
export type Language = NonNullable<Agent['language']>;

/** A list as the API gives it: `next` is the cursor of what follows, null at the end. */
export type Page<T> = { data: T[]; next: string | null };
