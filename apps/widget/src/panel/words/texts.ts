/** Everything the panel says, by language. What stands in braces is filled in. */
export type Texts = {
  readonly lead: string;
  readonly leadClosed: string;
  readonly hello: string;
  readonly greeting: string;
  readonly safe: string;
  readonly placeholder: string;
  readonly message: string;
  readonly log: string;
  readonly send: string;
  readonly attach: string;
  readonly close: string;
  readonly remove: string;
  readonly retry: string;
  readonly download: string;
  readonly openPicture: string;
  readonly drop: string;
  readonly newer: string;
  readonly newAnswers: string;
  readonly you: string;
  /** What became of the visitor's own message. `offline`: it waits for the connection. */
  readonly states: Readonly<Record<'offline' | 'waiting' | 'sent' | 'delivered' | 'read', string>>;
  readonly byMail: string;
  readonly typing: string;
  readonly offline: string;
  /** What waits to be sent does not outlive the page. */
  readonly unsafe: string;
  readonly loading: string;
  readonly fileWaits: string;
  readonly characters: string;
  readonly office: Readonly<Record<'closed' | 'opens' | 'today' | 'tomorrow' | 'other' | 'date', string>> & {
    /** From Sunday on, as an answer to "when". */
    readonly weekdays: readonly string[];
  };
  readonly queue: Readonly<Record<'next' | 'ahead' | 'expected', string>>;
  readonly menu: Readonly<Record<'name' | 'sound' | 'transcript', string>>;
  readonly emoji: { readonly name: string; readonly groups: readonly string[] };
  readonly mail: Readonly<
    Record<
      | 'label'
      | 'invalid'
      | 'transcript'
      | 'transcriptLead'
      | 'transcriptSent'
      | 'send'
      | 'cancel'
      | 'done'
      | 'ask'
      | 'askLead'
      | 'keep'
      | 'dismiss'
      | 'kept'
      | 'change',
      string
    >
  >;
  readonly form: Readonly<
    Record<'topics' | 'back' | 'toChat' | 'next' | 'optional' | 'choose' | 'required' | 'email' | 'number' | 'change' | 'answers', string>
  >;
  /** By the codes of what went wrong. `{name}`, `{limit}` and `{count}` are filled in. */
  readonly problems: Readonly<Record<string, string>>;
};
