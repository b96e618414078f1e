// Generated from the OpenAPI document by `npm run -s generate:client`. Do not edit.

export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getSession"];
        put?: never;
        /** Sign in */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets the caller may see */
        get: operations["listTickets"];
        put?: never;
        /** Write to a customer first */
        post: operations["startTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tickets stand where */
        get: operations["countTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket with the end of its timeline */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a ticket */
        patch: operations["changeTicket"];
        trace?: never;
    };
    "/tickets/{number}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An earlier part of a timeline */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets/{number}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say how far the caller has read */
        put: operations["markRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets/{number}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the customer */
        post: operations["writeReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets/{number}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note that only agents see */
        post: operations["writeNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo a reply while it is held */
        delete: operations["undoMessage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a failed or unknown reply again */
        post: operations["retryMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{id}/headers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The header fields of a mail as they came */
        get: operations["getHeaders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses for the remote images of a mail, through a proxy */
        get: operations["getRemoteImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file for a reply */
        post: operations["uploadAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts of the tickets the caller may see */
        get: operations["listContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A contact */
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a contact */
        patch: operations["changeContact"];
        trace?: never;
    };
    "/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agents */
        get: operations["listAgents"];
        put?: never;
        /** Add an agent, who signs in by an invitation */
        post: operations["createAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agents/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change one's own settings */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/agents/me/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set one's presence, kept until changed */
        put: operations["setPresence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An agent */
        get: operations["getAgent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an agent; leads: capacity, skills and presence of their own teams */
        patch: operations["changeAgent"];
        trace?: never;
    };
    "/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Teams */
        get: operations["listTeams"];
        put?: never;
        /** Add a team */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A team */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a team */
        patch: operations["changeTeam"];
        trace?: never;
    };
    "/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Skills */
        get: operations["listSkills"];
        put?: never;
        /** Add a skill */
        post: operations["createSkill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/skills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A skill */
        get: operations["getSkill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a skill */
        patch: operations["renameSkill"];
        trace?: never;
    };
    "/inboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inboxes and how they do */
        get: operations["listInboxes"];
        put?: never;
        /** Add an inbox */
        post: operations["createInbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inboxes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An inbox */
        get: operations["getInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an inbox */
        patch: operations["changeInbox"];
        trace?: never;
    };
    "/inboxes/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in older mail of a mailbox, without acknowledgements, routing or notices */
        post: operations["importHistory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a one-time link: invitation or password reset */
        post: operations["makeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a one-time link is for */
        get: operations["getLink"];
        put?: never;
        /** Set a password by a one-time link, and sign in */
        post: operations["takeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parked events */
        get: operations["listParked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/parked/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a parked event to its group again */
        post: operations["replayParked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/parked/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop a parked event for good */
        delete: operations["dropParked"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened after a cursor, as far as the caller may see */
        get: operations["readFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Actor: {
            /** @enum {string} */
            type: "contact" | "agent" | "system";
            id: string | null;
            name: string;
        };
        Agent: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            language: components["schemas"]["Language"] | null;
            capacity: number;
            /** @description tickets that count towards the capacity now */
            load: number;
            presence: components["schemas"]["Presence"];
            /** Format: date-time */
            presenceAt: string;
            active: boolean;
            /** @description false until the invitation was taken */
            hasPassword: boolean;
            teams: {
                /** Format: uuid */
                id: string;
                name: string;
                lead: boolean;
            }[];
            skills: components["schemas"]["SkillLevel"][];
        };
        AgentPage: {
            data: components["schemas"]["Agent"][];
            next: string | null;
        };
        AgentRef: {
            /** Format: uuid */
            id: string;
            name: string;
            email: string;
        };
        Attachment: {
            /** Format: uuid */
            id: string;
            filename: string;
            /** @description as its sender declares it */
            contentType: string;
            /** @description by its first bytes; null: not known by them */
            sniffedType: string | null;
            /** @description its bytes are a picture that browsers show */
            picture: boolean;
            /** @description empty: nothing that is known to be dangerous */
            dangers: components["schemas"]["FileDanger"][];
            /** @description the dangers in words */
            warning: string | null;
            size: number;
            inline: boolean;
            contentId: string | null;
            /**
             * @description waiting: still to be fetched from the channel
             * @enum {string}
             */
            state: "stored" | "waiting" | "failed";
            /** @description signed, good for 5 minutes; null until it is stored */
            url: string | null;
        };
        Authentication: {
            spf: string | null;
            dkim: string | null;
            dmarc: string | null;
            /** @description whether the sender is who the address says */
            proved: boolean;
        };
        ChangeAgent: {
            name?: string;
            role?: components["schemas"]["Role"];
            language?: components["schemas"]["Language"] | null;
            capacity?: number;
            active?: boolean;
            presence?: components["schemas"]["Presence"];
            teams?: {
                /** Format: uuid */
                team: string;
                /** @default false */
                lead?: boolean;
            }[];
            skills?: {
                /** @description its name */
                skill: string;
                level: number;
            }[];
        };
        ChangeContact: {
            name?: string;
            language?: string | null;
        };
        ChangeInbox: {
            name?: string;
            /** Format: uuid */
            team?: string;
            language?: components["schemas"]["Language"] | null;
            active?: boolean;
            skills?: {
                skill: string;
                level: number;
                /** @default true */
                required?: boolean;
            }[];
            /** @description the channel's settings, whole */
            settings?: {
                [key: string]: unknown;
            };
            /** @description those that change; never read back */
            secrets?: {
                [key: string]: string;
            };
        };
        ChangeMe: {
            name?: string;
            language?: components["schemas"]["Language"] | null;
        };
        ChangeTeam: {
            name?: string;
            members?: {
                /** Format: uuid */
                agent: string;
                /** @default false */
                lead?: boolean;
            }[];
        };
        ChangeTicket: {
            /** @enum {string} */
            state?: "open" | "pending" | "on_hold" | "solved" | "closed";
            onHoldUntil?: string | null;
            assignee?: ("me" | string) | null;
            /** Format: uuid */
            team?: string;
            priority?: components["schemas"]["Priority"];
            skills?: {
                /** @description its name */
                skill: string;
                level: number;
                /** @default true */
                required?: boolean;
            }[];
            tags?: string[];
            subject?: string;
            spam?: boolean;
            snoozedUntil?: string | null;
        };
        /** @enum {string} */
        Channel: "email" | "telegram" | "webchat";
        Contact: {
            /** Format: uuid */
            id: string;
            name: string;
            language: string | null;
            /** Format: date-time */
            createdAt: string;
            identities: {
                /** Format: uuid */
                id: string;
                channel: components["schemas"]["Channel"];
                address: string;
                provedAt: string | null;
                how: string | null;
            }[];
        };
        ContactPage: {
            data: components["schemas"]["Contact"][];
            next: string | null;
        };
        Conversation: {
            /** Format: uuid */
            id: string;
            inbox: components["schemas"]["Ref"];
            channel: components["schemas"]["Channel"];
            externalKey: string;
            current: boolean;
            /** @description of mail: to whom an answer goes that names nobody else */
            answersGoTo: components["schemas"]["MailAddress"][];
        };
        CreateAgent: {
            /** Format: email */
            email: string;
            name: string;
            /** @default agent */
            role?: components["schemas"]["Role"];
            /** @default null */
            language?: components["schemas"]["Language"] | null;
            /** @default 6 */
            capacity?: number;
            /** @default [] */
            teams?: {
                /** Format: uuid */
                team: string;
                /** @default false */
                lead?: boolean;
            }[];
            /** @default [] */
            skills?: {
                /** @description its name */
                skill: string;
                level: number;
            }[];
        };
        CreateInbox: {
            /** @constant */
            channel: "email";
            name: string;
            /** Format: uuid */
            team: string;
            /** @default null */
            language?: components["schemas"]["Language"] | null;
            /** @default true */
            active?: boolean;
            /** @default [] */
            skills?: {
                skill: string;
                level: number;
                /** @default true */
                required?: boolean;
            }[];
            settings: {
                address: string;
                /** @default now */
                from?: "now" | "all" | string;
                imap: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "implicit" | "starttls" | "none";
                    user: string;
                } | null;
                smtp: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "implicit" | "starttls" | "none";
                    user: string;
                };
                /** @default [] */
                folders?: {
                    path: string;
                }[];
                /** @default false */
                junk?: boolean;
                /** @default leave */
                afterTaking?: "leave" | "mark-seen" | {
                    moveTo: string;
                };
                /** @default null */
                trustedAuthServ?: string | null;
                /** @default [] */
                trustedSealers?: string[];
                /**
                 * @default join
                 * @enum {string}
                 */
                strangersWithToken?: "join" | "own-ticket";
            };
            secrets: {
                /** @default  */
                imapPassword?: string;
                smtpPassword: string;
            };
        } | {
            /** @constant */
            channel: "telegram";
            name: string;
            /** Format: uuid */
            team: string;
            /** @default null */
            language?: components["schemas"]["Language"] | null;
            /** @default true */
            active?: boolean;
            /** @default [] */
            skills?: {
                skill: string;
                level: number;
                /** @default true */
                required?: boolean;
            }[];
            settings: {
                /**
                 * Format: uri
                 * @default https://api.telegram.org
                 */
                apiRoot?: string;
            };
            secrets: {
                token: string;
            };
        } | {
            /** @constant */
            channel: "webchat";
            name: string;
            /** Format: uuid */
            team: string;
            /** @default null */
            language?: components["schemas"]["Language"] | null;
            /** @default true */
            active?: boolean;
            /** @default [] */
            skills?: {
                skill: string;
                level: number;
                /** @default true */
                required?: boolean;
            }[];
            settings: {
                /** @default [] */
                origins?: string[];
                /** @default #3b5bdb */
                colour?: string;
                /** @default null */
                title?: string | null;
                /** @default null */
                greeting?: string | null;
            };
        };
        CreateTeam: {
            name: string;
            /** @default [] */
            members?: {
                /** Format: uuid */
                agent: string;
                /** @default false */
                lead?: boolean;
            }[];
        };
        Delivery: {
            state: components["schemas"]["DeliveryState"];
            reason: components["schemas"]["ReasonText"] | null;
            /** @description while held or not due: when it goes out */
            notBefore: string | null;
            recipients: {
                address: string;
                state: components["schemas"]["DeliveryState"];
                reason: components["schemas"]["ReasonText"] | null;
                /** Format: date-time */
                at: string;
            }[];
        };
        /** @enum {string} */
        DeliveryState: "held" | "queued" | "sending" | "accepted" | "delivered" | "read" | "bounced" | "failed" | "unknown" | "cancelled";
        FeedEvent: {
            cursor: string;
            /**
             * Format: uuid
             * @description the same in every delivery: merge by it
             */
            id: string;
            /** @enum {string} */
            type: "ticket.opened" | "ticket.message-added" | "ticket.message-changed" | "ticket.note-added" | "ticket.changed" | "ticket.assigned" | "reply.reported" | "agent.changed" | "inbox.changed" | "inbox.failed" | "inbox.recovered";
            /** Format: date-time */
            at: string;
            ticket: {
                /** Format: uuid */
                id: string;
                number: number;
            } | null;
            messageId: string | null;
            noteId: string | null;
            agentId: string | null;
            inboxId: string | null;
            /** @description which fields, where the event says so */
            changed: string[];
        };
        FeedPart: {
            data: components["schemas"]["FeedEvent"][];
            next: string;
        };
        /** @enum {string} */
        FileDanger: "executable" | "script" | "macros" | "page" | "double-extension" | "disguised" | "reordered-name";
        ImportHistory: {
            /** @description by when the mail server got the mail */
            from: "all" | string;
        };
        Inbox: {
            /** Format: uuid */
            id: string;
            channel: components["schemas"]["Channel"];
            name: string;
            team: components["schemas"]["Ref"];
            language: components["schemas"]["Language"] | null;
            active: boolean;
            version: number;
            /** @description what its tickets ask for */
            skills: components["schemas"]["TicketSkill"][];
            /** @description for admins; null for others */
            settings: {
                [key: string]: unknown;
            } | null;
            health: components["schemas"]["InboxHealth"];
            /** @description of a mailbox; null for other channels */
            reading: components["schemas"]["MailboxReading"] | null;
            /** Format: date-time */
            createdAt: string;
        };
        InboxHealth: {
            /** @enum {string} */
            state: "ok" | "failing" | "off";
            code: string | null;
            params: components["schemas"]["Params"];
            text: string;
            /** Format: date-time */
            since: string;
        };
        InboxPage: {
            data: components["schemas"]["Inbox"][];
            next: string | null;
        };
        /** @enum {string} */
        Language: "ru" | "en";
        LinkInfo: {
            kind: components["schemas"]["LinkKind"];
            email: string | null;
            name: string | null;
            organisation: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /** @enum {string} */
        LinkKind: "setup" | "invite" | "reset";
        LiveFrame: {
            ready: string;
        } | components["schemas"]["FeedPart"] | {
            ping: Record<string, never>;
        } | {
            error: {
                code: string;
                text: string;
            };
        };
        LiveRequest: {
            subscribe: {
                after: string | null;
            };
        } | {
            pong: Record<string, never>;
        };
        MadeLink: {
            kind: components["schemas"]["LinkKind"];
            email: string;
            /** Format: uri */
            url: string;
            /** Format: date-time */
            expiresAt: string;
        };
        MailAddress: {
            address: string;
            name: string;
        };
        MailHeaders: {
            text: string;
            /** @description longer than 256 kB */
            cut: boolean;
        };
        MailboxReading: {
            /** @description when INBOX was last looked at with success; null: never */
            lookedAt: string | null;
            /** @description mail from before the inbox was made; null: never asked for */
            history: {
                done: number;
                /** @description about */
                total: number;
                finished: boolean;
                /** @description null: all of it */
                since: string | null;
            } | null;
            /** @description mails that the server does not hand over: tried again later */
            setAside: number;
        };
        MakeLink: {
            /** @enum {string} */
            kind: "invite" | "reset";
            /** Format: email */
            email: string;
            name?: string;
            /** @description of the person invited (default agent) */
            role?: components["schemas"]["Role"];
        };
        MarkRead: {
            position: number;
        };
        Message: {
            /** @constant */
            type: "message";
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversationId: string;
            /** @enum {string} */
            kind: "inbound" | "reply" | "auto";
            author: components["schemas"]["Actor"];
            /**
             * @description how it came
             * @enum {string}
             */
            way: "console" | "email" | "telegram" | "widget" | "api";
            position: number;
            subject: string | null;
            from: components["schemas"]["MailAddress"] | null;
            to: components["schemas"]["MailAddress"][];
            cc: components["schemas"]["MailAddress"][];
            bcc: components["schemas"]["MailAddress"][];
            authentication: components["schemas"]["Authentication"] | null;
            text: string;
            /** @description sanitized; its pictures name an attachment (data-attachment) or wait to be asked for (data-remote-src) */
            html: string | null;
            quotedText: string | null;
            signature: string | null;
            /** @description when it was written, as the channel says */
            sourceAt: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @description came long after it was written */
            late: boolean;
            edited: boolean;
            automatic: boolean;
            /** @description why the text is not the message itself */
            problem: components["schemas"]["ReasonText"] | null;
            /** @description what to know before believing or answering it */
            remarks: components["schemas"]["ReasonText"][];
            /** @description the mail as it came; the link is signed, good for 5 minutes */
            original: {
                size: number;
                url: string;
            } | null;
            attachments: components["schemas"]["Attachment"][];
            delivery: components["schemas"]["Delivery"] | null;
            /** @description of a reply: what the ticket becomes when it goes out */
            next: ("solve" | "pending" | "keep") | null;
        };
        NameSkill: {
            name: string;
        };
        Note: {
            /** @constant */
            type: "note";
            /** Format: uuid */
            id: string;
            position: number;
            author: components["schemas"]["Actor"];
            text: string;
            mentions: components["schemas"]["Ref"][];
            /** Format: date-time */
            at: string;
        };
        Organisation: {
            name: string;
            language: components["schemas"]["Language"];
            timeZone: string;
        };
        Params: {
            [key: string]: string | number | boolean | null;
        };
        Parked: {
            /** Format: uuid */
            id: string;
            group: string;
            /** Format: uuid */
            eventId: string;
            topic: string;
            type: string;
            /**
             * Format: date-time
             * @description when it was published
             */
            at: string;
            /** Format: date-time */
            parkedAt: string;
            reason: components["schemas"]["ReasonText"];
            attempts: number;
            /** @description bytes of its payload */
            size: number;
        };
        ParkedPage: {
            data: components["schemas"]["Parked"][];
            next: string | null;
        };
        /** @enum {string} */
        Presence: "online" | "away" | "offline";
        /** @enum {string} */
        Priority: "low" | "normal" | "high" | "urgent";
        Problem: {
            /** @description `urn:otklik:error:` and the code */
            type: string;
            title: string;
            status: number;
            code: string;
            params: components["schemas"]["Params"];
            errors: {
                field: string;
                code: string;
                message: string;
            }[];
            requestId: string;
        };
        ReasonText: {
            code: string;
            params: components["schemas"]["Params"];
            text: string;
        };
        Ref: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        RemoteImages: {
            data: {
                /** @description as data-remote-src names it */
                address: string;
                /** @description signed, good for 5 minutes */
                url: string;
            }[];
        };
        RetryMessage: {
            /** @description another address than the one that failed */
            to?: {
                /** Format: email */
                address: string;
                name?: string;
            };
        };
        /** @enum {string} */
        Role: "admin" | "lead" | "agent";
        Session: {
            agent: components["schemas"]["Agent"];
            organisation: components["schemas"]["Organisation"];
            /** @description where customers reach the widget and the demo page, PUBLIC_SITE_URL */
            publicSiteUrl: string;
            /** @description to be sent as X-CSRF-Token with every write; null for a Bearer token */
            csrfToken: string | null;
            expiresAt: string | null;
        };
        SetPresence: {
            state: components["schemas"]["Presence"];
        };
        SignIn: {
            email: string;
            password: string;
        };
        Skill: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        SkillLevel: {
            skill: string;
            level: number;
        };
        SkillPage: {
            data: components["schemas"]["Skill"][];
            next: string | null;
        };
        StartTicket: {
            /** Format: uuid */
            inbox: string;
            to: {
                /** Format: uuid */
                contact: string;
            } | {
                /** Format: email */
                address: string;
                name?: string;
            };
            cc?: {
                /** Format: email */
                address: string;
                name?: string;
            }[];
            subject: string;
            /** @description may be empty where a file goes along */
            text: string;
            html?: string;
            attachments?: string[];
            assignee?: ("me" | string) | null;
        };
        TakeLink: {
            /**
             * Format: email
             * @description needed for a set-up link, which belongs to nobody yet
             */
            email?: string;
            name?: string;
            /** @description set-up only: what the organisation is called */
            organisation?: string;
            language?: components["schemas"]["Language"];
            password: string;
        };
        Team: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
            members: {
                agent: components["schemas"]["Ref"];
                lead: boolean;
            }[];
        };
        TeamPage: {
            data: components["schemas"]["Team"][];
            next: string | null;
        };
        Ticket: {
            /** Format: uuid */
            id: string;
            number: number;
            version: number;
            subject: string;
            state: components["schemas"]["TicketState"];
            priority: components["schemas"]["Priority"];
            channel: components["schemas"]["Channel"];
            inbox: components["schemas"]["Ref"];
            team: components["schemas"]["Ref"];
            assignee: components["schemas"]["AgentRef"] | null;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
                language: string | null;
            };
            skills: components["schemas"]["TicketSkill"][];
            tags: string[];
            spam: boolean;
            snoozedUntil: string | null;
            onHoldUntil: string | null;
            /** @description the other ticket's number */
            mergedInto: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastMessageAt: string;
            /** @description since when it has been our turn */
            waitingSince: string | null;
            preview: string;
            lastPosition: number;
            unread: boolean;
            assignmentReason: components["schemas"]["ReasonText"] | null;
        };
        TicketCounts: {
            /** @description assigned to the caller: new and open */
            mine: number;
            mineUnread: number;
            /** @description waiting for somebody */
            unassigned: number;
            states: {
                new: number;
                open: number;
                pending: number;
                on_hold: number;
            };
            teams: {
                /** Format: uuid */
                id: string;
                name: string;
                unassigned: number;
                open: number;
            }[];
        };
        TicketDetail: {
            /** Format: uuid */
            id: string;
            number: number;
            version: number;
            subject: string;
            state: components["schemas"]["TicketState"];
            priority: components["schemas"]["Priority"];
            channel: components["schemas"]["Channel"];
            inbox: components["schemas"]["Ref"];
            team: components["schemas"]["Ref"];
            assignee: components["schemas"]["AgentRef"] | null;
            contact: {
                /** Format: uuid */
                id: string;
                name: string;
                language: string | null;
            };
            skills: components["schemas"]["TicketSkill"][];
            tags: string[];
            spam: boolean;
            snoozedUntil: string | null;
            onHoldUntil: string | null;
            /** @description the other ticket's number */
            mergedInto: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastMessageAt: string;
            /** @description since when it has been our turn */
            waitingSince: string | null;
            preview: string;
            lastPosition: number;
            unread: boolean;
            assignmentReason: components["schemas"]["ReasonText"] | null;
            conversations: components["schemas"]["Conversation"][];
            /** @description by position, oldest first, the last 100 */
            timeline: components["schemas"]["TimelineItem"][];
            /** @description cursor of what came before */
            timelinePrevious: string | null;
        };
        TicketEvent: {
            /** @constant */
            type: "event";
            /** Format: uuid */
            id: string;
            position: number;
            code: string;
            params: components["schemas"]["Params"];
            text: string;
            actor: components["schemas"]["Actor"];
            /** Format: date-time */
            at: string;
        };
        TicketPage: {
            data: components["schemas"]["Ticket"][];
            next: string | null;
        };
        TicketSkill: {
            skill: string;
            level: number;
            required: boolean;
        };
        /** @enum {string} */
        TicketState: "new" | "open" | "pending" | "on_hold" | "solved" | "closed";
        TimelineItem: components["schemas"]["Message"] | components["schemas"]["Note"] | components["schemas"]["TicketEvent"];
        TimelinePart: {
            data: components["schemas"]["TimelineItem"][];
            previous: string | null;
        };
        Upload: {
            /** Format: uuid */
            id: string;
            filename: string;
            contentType: string;
            size: number;
        };
        WriteNote: {
            text: string;
            /** @default [] */
            mentions?: string[];
        };
        WriteReply: {
            /** @description may be empty where a file goes along */
            text: string;
            html?: string;
            /**
             * Format: uuid
             * @description default: the one the customer wrote in last
             */
            conversation?: string;
            to?: {
                /** Format: email */
                address: string;
                name?: string;
            }[];
            cc?: {
                /** Format: email */
                address: string;
                name?: string;
            }[];
            bcc?: {
                /** Format: email */
                address: string;
                name?: string;
            }[];
            attachments?: string[];
            /**
             * @default pending
             * @enum {string}
             */
            then?: "solve" | "pending" | "keep";
            /**
             * @description held for so long, so that it can be undone
             * @default 0
             */
            undoSeconds?: number;
            /** Format: date-time */
            sendAt?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error. To be reckoned with: wrong-password, too-many-attempts */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: components["schemas"]["TicketState"][];
                assignee?: ("me" | "none") | string;
                team?: string[];
                inbox?: string[];
                channel?: components["schemas"]["Channel"][];
                priority?: components["schemas"]["Priority"][];
                contact?: string;
                tag?: string[];
                spam?: "true" | "false";
                q?: string;
                sort?: "urgency" | "-lastMessageAt" | "createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tickets the caller may see */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            /** @description Error. To be reckoned with: cursor-invalid */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartTicket"];
            };
        };
        responses: {
            /** @description Write to a customer first */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Error. To be reckoned with: channel-cannot-start */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countTickets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many tickets stand where */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ticket with the end of its timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description Error. To be reckoned with: ticket-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version of the ticket that it was made for, in quotes. */
                "If-Match"?: string;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTicket"];
            };
        };
        responses: {
            /** @description Change a ticket */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Error. To be reckoned with: ticket-missing, ticket-changed, ticket-closed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An earlier part of a timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePart"];
                };
            };
            /** @description Error. To be reckoned with: ticket-missing, cursor-invalid */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description Say how far the caller has read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: ticket-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
                /** @description The version of the ticket that it was made for, in quotes. */
                "If-Match"?: string;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteReply"];
            };
        };
        responses: {
            /** @description Answer the customer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error. To be reckoned with: ticket-missing, ticket-changed, ticket-closed, attachment-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteNote"];
            };
        };
        responses: {
            /** @description Write a note that only agents see */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            /** @description Error. To be reckoned with: ticket-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Undo a reply while it is held */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: message-missing, reply-on-its-way */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryMessage"];
            };
        };
        responses: {
            /** @description Send a failed or unknown reply again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error. To be reckoned with: message-missing, nothing-to-retry */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHeaders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The header fields of a mail as they came */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailHeaders"];
                };
            };
            /** @description Error. To be reckoned with: message-missing, no-mail */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRemoteImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Addresses for the remote images of a mail, through a proxy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoteImages"];
                };
            };
            /** @description Error. To be reckoned with: message-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Upload a file for a reply */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description Error. To be reckoned with: file-too-large, file-needed, one-file-only */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contacts of the tickets the caller may see */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error. To be reckoned with: contact-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeContact"];
            };
        };
        responses: {
            /** @description Change a contact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error. To be reckoned with: contact-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAgents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                team?: string;
                active?: "true" | "false";
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Agents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAgent"];
            };
        };
        responses: {
            /** @description Add an agent, who signs in by an invitation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error. To be reckoned with: email-taken, skill-missing, team-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMe"];
            };
        };
        responses: {
            /** @description Change one's own settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPresence"];
            };
        };
        responses: {
            /** @description Set one's presence, kept until changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An agent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error. To be reckoned with: agent-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAgent"];
            };
        };
        responses: {
            /** @description Change an agent; leads: capacity, skills and presence of their own teams */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error. To be reckoned with: agent-missing, last-admin */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Teams */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTeam"];
            };
        };
        responses: {
            /** @description Add a team */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Error. To be reckoned with: name-taken, agent-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A team */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Error. To be reckoned with: team-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTeam"];
            };
        };
        responses: {
            /** @description Change a team */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Error. To be reckoned with: team-missing, name-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSkills: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Skills */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSkill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameSkill"];
            };
        };
        responses: {
            /** @description Add a skill */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description Error. To be reckoned with: name-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSkill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A skill */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description Error. To be reckoned with: skill-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameSkill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameSkill"];
            };
        };
        responses: {
            /** @description Rename a skill */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Skill"];
                };
            };
            /** @description Error. To be reckoned with: skill-missing, name-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInboxes: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Inboxes and how they do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInbox: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInbox"];
            };
        };
        responses: {
            /** @description Add an inbox */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Error. To be reckoned with: name-taken, team-missing, skill-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An inbox */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeInbox"];
            };
        };
        responses: {
            /** @description Change an inbox */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing, name-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportHistory"];
            };
        };
        responses: {
            /** @description Take in older mail of a mailbox, without acknowledgements, routing or notices */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing, inbox-reads-no-mailbox */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeLink"];
            };
        };
        responses: {
            /** @description Make a one-time link: invitation or password reset */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLink"];
                };
            };
            /** @description Error. To be reckoned with: agent-missing, email-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a one-time link is for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkInfo"];
                };
            };
            /** @description Error. To be reckoned with: link-unusable */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeLink"];
            };
        };
        responses: {
            /** @description Set a password by a one-time link, and sign in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error. To be reckoned with: link-unusable, email-taken */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParked: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Parked events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayParked: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hand a parked event to its group again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: parked-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropParked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Drop a parked event for good */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: parked-missing */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFeed: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened after a cursor, as far as the caller may see */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPart"];
                };
            };
            /** @description Error. To be reckoned with: cursor-expired, cursor-invalid */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
