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
        /** Write to a customer first: a mail, or in a chat of Telegram that the bot knows */
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
    "/tickets/{number}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Show the customer for 5 seconds that somebody writes: at most every 4 seconds; where the channel cannot, nothing happens */
        put: operations["sayTyping"];
        post?: never;
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
        /** Undo a reply while it is held; a ticket that it started is gone with it. What was sent in Telegram is deleted in the chat: by its author, a lead or an admin */
        delete: operations["undoMessage"];
        options?: never;
        head?: never;
        /** Change what an answer of ours says in Telegram: by its author, a lead or an admin. While it waits it goes out as it is now; else it is changed in the chat */
        patch: operations["changeMessage"];
        trace?: never;
    };
    "/messages/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a message of a chat said before it was changed, ours or theirs */
        get: operations["getVersions"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/contacts/{id}/telegram-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a one-time link to a bot: whoever opens it in Telegram is this contact. Good for a day; an earlier one ends */
        post: operations["makeTelegramLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back what came to a contact by a proof in Telegram: the account, its chats and its tickets */
        post: operations["splitContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/agents/me/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set one's picture: PNG, JPEG or WebP; customers see it, without where and when it was taken */
        put: operations["setPicture"];
        post?: never;
        /** Take one's picture away */
        delete: operations["removePicture"];
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
    "/inboxes/{id}/identity-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new key by which the organisation's own site signs start links of a bot, or identities of a web chat's visitors; told once. A bot's former one ends, a web chat's is good for a day more */
        post: operations["renewIdentityKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inboxes/{id}/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which sites asked for a web chat, and whether they may show it */
        get: operations["listSeenHosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/inboxes/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find the servers of a mailbox by its address, and greet or sign in to them, or look at a bot by its token; takes up to 15 seconds and changes nothing */
        post: operations["probeInbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inboxes/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test a mailbox or a bot with its saved settings, as the product uses it; takes up to half a minute and changes nothing */
        post: operations["testInbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The providers, and what is registered there */
        get: operations["listOAuthClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what is registered at a provider */
        put: operations["setOAuthClient"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{provider}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Go to the provider to let us into a mailbox; back to /settings/inboxes/{inbox}?consent=given|refused&code= */
        get: operations["startConsent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Come back from the provider */
        get: operations["finishConsent"];
        put?: never;
        post?: never;
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
    "/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of the whole installation */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the settings of the whole installation */
        patch: operations["changeOrganisation"];
        trace?: never;
    };
    "/organisation/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts of acknowledgements where an inbox has none of its own */
        get: operations["getOwnAcknowledgement"];
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
            /** @description path below `publicSiteUrl`; the same for ever */
            picture: string | null;
        };
        Agent: {
            /** Format: uuid */
            id: string;
            email: string;
            name: string;
            /** @description path below `publicSiteUrl`; the same for ever */
            picture: string | null;
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
            /** @description path below `publicSiteUrl`; the same for ever */
            picture: string | null;
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
            /** @description why it failed, or why it still waits */
            reason: components["schemas"]["ReasonText"] | null;
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
        BotProfile: {
            id: string;
            /** @description without @; t.me/USERNAME leads to it */
            username: string;
            name: string;
            /** @description where it can be had for some minutes; null: it has none */
            picture: string | null;
            /** @description privacy mode is off: in groups it sees every message, not only what is addressed to it */
            readsGroups: boolean;
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
            /** @description null: the organisation's */
            officeHours?: components["schemas"]["OfficeHours"] | null;
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
        ChangeMessage: {
            /** @description may be empty where a file goes along */
            text: string;
            /** @description sanitized. Mail: <img src="cid:ID"> shows an uploaded attachment in its place; pictures in data: addresses become such. Telegram: bold, italic, underlined, struck out, spoilers (<tg-spoiler>), code, pre, quotes and links are formatting, everything else is plain; its words stand in the place of `text`. Web chat: the visitor reads `text` */
            html?: string;
        };
        ChangeOrganisation: {
            name?: string;
            language?: components["schemas"]["Language"];
            timeZone?: string;
            officeHours?: components["schemas"]["OfficeHours"] | null;
            /** @description an inbox of mail */
            noticeInbox?: string | null;
            /** @description a bot */
            noticeBot?: string | null;
        };
        ChangeTeam: {
            name?: string;
            members?: {
                /** Format: uuid */
                agent: string;
                /** @default false */
                lead?: boolean;
            }[];
            signature?: string | null;
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
        CheckStep: {
            /** @enum {string} */
            step: "address" | "known-provider" | "autoconfig" | "srv" | "mx" | "guess" | "consent" | "imap-connect" | "imap-login" | "imap-folder" | "imap-idle" | "smtp-connect" | "smtp-login" | "smtp-from" | "spf" | "dkim" | "dmarc" | "clock" | "round-trip" | "bot-api" | "bot-token" | "bot-intake" | "bot-groups";
            /** @description false only where the inbox cannot be used as it is */
            ok: boolean;
            /** @enum {string} */
            level: "ok" | "warning" | "failed";
            /** @description what was seen */
            code: string;
            params: components["schemas"]["Params"];
            /** @description the code in words */
            text: string;
            /** @description what to do about it; null where nothing is to be done */
            mend: string | null;
            /** @description what could not be looked at because of it */
            skips: ("address" | "known-provider" | "autoconfig" | "srv" | "mx" | "guess" | "consent" | "imap-connect" | "imap-login" | "imap-folder" | "imap-idle" | "smtp-connect" | "smtp-login" | "smtp-from" | "spf" | "dkim" | "dmarc" | "clock" | "round-trip" | "bot-api" | "bot-token" | "bot-intake" | "bot-groups")[];
        };
        Consent: {
            /** @enum {string} */
            provider: "google" | "microsoft";
            /** @enum {string} */
            state: "wanted" | "given" | "lost";
            /** @description who consented; for admins, null for others */
            account: string | null;
            /** @description of the state; null while consent is wanted */
            since: string | null;
            /** @description why it was lost */
            reason: components["schemas"]["ReasonText"] | null;
            /** @description why the last way to the provider led nowhere, for an hour; for admins, null for others */
            refusal: components["schemas"]["ReasonText"] | null;
            /** @description what will go wrong if nothing is done, e.g. a clock that is off */
            warning: components["schemas"]["ReasonText"] | null;
        };
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
                /**
                 * @description `site`: the id that the organisation's own site has for its user
                 * @enum {string}
                 */
                channel: "email" | "telegram" | "webchat" | "site";
                address: string;
                provedAt: string | null;
                how: string | null;
            }[];
            /** @description addresses that its visitors left in a web chat, the latest first: what they say, and nobody has proved */
            claims: {
                address: string;
                /** Format: date-time */
                at: string;
            }[];
            /** @description of inboxes that the caller may write from, the latest first */
            chats: components["schemas"]["ContactChat"][];
            /** @description what came to it by proofs, the latest first: each can be given back */
            joins: components["schemas"]["ContactJoin"][];
        };
        ContactChat: {
            /** Format: uuid */
            conversation: string;
            inbox: components["schemas"]["Ref"];
            /** @description since when the customer does not want to hear from the bot: nothing can be sent */
            blockedAt: string | null;
            /** @description the live ticket there, which is to be answered; null: a new one can be started */
            ticket: {
                /** @description null: one that the caller may not see */
                number: number | null;
            } | null;
        };
        ContactJoin: {
            /** Format: uuid */
            id: string;
            /** @description the name of the contact whose account and chats these were */
            from: string;
            /** @enum {string} */
            how: "telegram-link" | "site-identity";
            /** Format: date-time */
            at: string;
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
            /** @description of Telegram */
            chat: {
                /** @enum {string} */
                kind: "private" | "group" | "channel";
                /** @description of a group: its name; of a business account's chat: whose account it is */
                title: string | null;
                username: string | null;
                /** @description the chat of a business account that the bot answers for */
                business: boolean;
                /** @description of a topic of a forum: its title, where that is known */
                topic: string | null;
            } | null;
            /** @description since when the customer does not want to hear from the bot: nothing can be sent */
            blockedAt: string | null;
            /** @description of mail: to whom an answer goes that names nobody else */
            answersGoTo: components["schemas"]["MailAddress"][];
            /** @description null of chats */
            answer: components["schemas"]["SuggestedAnswer"] | null;
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
            /**
             * @description null: the organisation's
             * @default null
             */
            officeHours?: components["schemas"]["OfficeHours"] | null;
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
                /**
                 * @default password
                 * @enum {string}
                 */
                signIn?: "password" | "google" | "microsoft";
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
                /** @default {} */
                acknowledgement?: {
                    /** @default false */
                    enabled?: boolean;
                    /** @default 200 */
                    perHour?: number;
                    /** @default {} */
                    texts?: {
                        /** @default null */
                        ru?: {
                            /** @default null */
                            subject?: string | null;
                            text: string;
                        } | null;
                        /** @default null */
                        en?: {
                            /** @default null */
                            subject?: string | null;
                            text: string;
                        } | null;
                    };
                };
                /**
                 * @default agent-and-organisation
                 * @enum {string}
                 */
                fromName?: "agent" | "organisation" | "agent-and-organisation";
                /** @default false */
                quoteHistory?: boolean;
                /** @default {} */
                sending?: {
                    /** @default null */
                    connections?: number | null;
                    /** @default null */
                    perMinute?: number | null;
                    /** @default null */
                    perDay?: number | null;
                };
                /** @default false */
                sentCopy?: boolean;
                /** @default null */
                dkim?: {
                    domain: string;
                    selector: string;
                } | null;
            };
            /** @default {} */
            secrets?: {
                /** @default  */
                imapPassword?: string;
                /** @default  */
                smtpPassword?: string;
                dkimKey?: string;
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
            /**
             * @description null: the organisation's
             * @default null
             */
            officeHours?: components["schemas"]["OfficeHours"] | null;
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
                /**
                 * @default polling
                 * @enum {string}
                 */
                intake?: "polling" | "webhook";
                /** @default null */
                localFolder?: string | null;
                /**
                 * @default addressed
                 * @enum {string}
                 */
                groups?: "addressed" | "always" | "ignore";
                /** @default false */
                channelPosts?: boolean;
                /** @default {} */
                greeting?: {
                    /** @default null */
                    ru?: string | null;
                    /** @default null */
                    en?: string | null;
                };
            };
            secrets: {
                token: string;
                proxy?: string;
                webhookSecret?: string;
                identityKey?: string;
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
            /**
             * @description null: the organisation's
             * @default null
             */
            officeHours?: components["schemas"]["OfficeHours"] | null;
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
                /** @default false */
                nullOrigin?: boolean;
                /** @default #3b5bdb */
                colour?: string;
                /**
                 * @default right
                 * @enum {string}
                 */
                position?: "left" | "right";
                /** @default {} */
                texts?: {
                    /** @default {} */
                    ru?: {
                        /** @default null */
                        title?: string | null;
                        /** @default null */
                        greeting?: string | null;
                        /** @default null */
                        closed?: string | null;
                    };
                    /** @default {} */
                    en?: {
                        /** @default null */
                        title?: string | null;
                        /** @default null */
                        greeting?: string | null;
                        /** @default null */
                        closed?: string | null;
                    };
                };
                /** @default [] */
                forms?: {
                    id: string;
                    topic: {
                        ru: string;
                        en: string;
                    };
                    /** @default null */
                    teamId?: string | null;
                    /** @default [] */
                    fields?: ({
                        /** @enum {string} */
                        kind: "text" | "email" | "number" | "textarea";
                        id: string;
                        label: {
                            ru: string;
                            en: string;
                        };
                        /** @default false */
                        required?: boolean;
                    } | {
                        /** @constant */
                        kind: "choice";
                        id: string;
                        label: {
                            ru: string;
                            en: string;
                        };
                        /** @default false */
                        required?: boolean;
                        options: {
                            ru: string;
                            en: string;
                        }[];
                    })[];
                }[];
                /**
                 * @default closed
                 * @enum {string}
                 */
                askAddress?: "never" | "closed" | "always";
                /** @default null */
                awayMail?: {
                    /** Format: uuid */
                    inboxId: string;
                    /** @default 10 */
                    afterMinutes?: number;
                } | null;
                /** @default null */
                identityPublicKey?: string | null;
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
            /** @default null */
            signature?: string | null;
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
            /**
             * @description `ticket.contact-typing` is good for five seconds: who catches up later is not told
             * @enum {string}
             */
            type: "ticket.opened" | "ticket.message-added" | "ticket.message-changed" | "ticket.note-added" | "ticket.changed" | "ticket.assigned" | "ticket.contact-typing" | "reply.reported" | "agent.changed" | "inbox.changed" | "inbox.failed" | "inbox.recovered";
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
            /** @description which fields, where the event says so; `removed`: the ticket is gone */
            changed: string[];
        };
        FeedPart: {
            data: components["schemas"]["FeedEvent"][];
            next: string;
        };
        /** @enum {string} */
        FileDanger: "executable" | "script" | "macros" | "page" | "double-extension" | "disguised" | "reordered-name";
        IdentityKey: {
            key: string;
            /** @description of a bot: what its links are signed with beside the key; null for web chats */
            botId: string | null;
        };
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
            /** @description null: the organisation's */
            officeHours: components["schemas"]["OfficeHours"] | null;
            /** @description of a mailbox: what its mails come from */
            address: string | null;
            /** @description for admins; null for others */
            settings: {
                [key: string]: unknown;
            } | null;
            /** @description of a mailbox: bytes that a whole mail may have, encoded; null for other channels */
            sizeLimit: number | null;
            health: components["schemas"]["InboxHealth"];
            /** @description of a bot, once it was reached; null for other channels */
            profile: components["schemas"]["BotProfile"] | null;
            /** @description of a mailbox; null for other channels */
            reading: components["schemas"]["MailboxReading"] | null;
            /** @description of a mailbox that is signed in to by consent; null for others */
            consent: components["schemas"]["Consent"] | null;
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
        MakeTelegramLink: {
            /**
             * Format: uuid
             * @description of the bot
             */
            inbox: string;
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
            /** @description repeated of earlier messages: by the customer, or below our answer */
            quotedText: string | null;
            /** @description not part of the text */
            signature: string | null;
            /** @description when it was written, as the channel says */
            sourceAt: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @description came long after it was written */
            late: boolean;
            edited: boolean;
            /** @description by its author, in the chat: agents still see what it said */
            deletedAt: string | null;
            content: components["schemas"]["MessageContent"] | null;
            /** @description of a chat: the message that it replies to, and what is quoted of it */
            answers: {
                /** @description null: not one of ours */
                message: string | null;
                text: string;
            } | null;
            /** @description of a chat: who said it first */
            forwarded: {
                from: string;
                at: string | null;
            } | null;
            reactions: components["schemas"]["Reaction"][];
            /** @description buttons that stand below it in the chat */
            choices: string[];
            /** @description whether its author, a lead or an admin may still change what it says: `PATCH /messages/{id}` */
            changeable: boolean;
            /** @description whether they may delete it in the chat; Telegram allows it for 48 hours */
            deletable: boolean;
            /** @description of an answer that was changed or deleted after it was sent: how that stands; null: nothing of the kind, or done */
            changing: {
                /** @enum {string} */
                what: "text" | "removal";
                /** @description until it is done: `queued`, `sending`; `failed`: the chat shows it as it stands here */
                state: components["schemas"]["DeliveryState"];
                reason: components["schemas"]["ReasonText"] | null;
            } | null;
            automatic: boolean;
            /** @description a mail that repeats what was said in a web chat: answers to a visitor who was away, or the whole chat */
            recap: ("away" | "transcript") | null;
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
        MessageContent: {
            /** @constant */
            kind: "location";
            latitude: number;
            longitude: number;
            live: boolean;
        } | {
            /** @constant */
            kind: "venue";
            latitude: number;
            longitude: number;
            title: string;
            address: string;
        } | {
            /** @constant */
            kind: "contact";
            phone: string;
            name: string;
        } | {
            /** @constant */
            kind: "poll";
            question: string;
            options: string[];
        } | {
            /** @constant */
            kind: "dice";
            emoji: string;
            value: number;
        } | {
            /** @constant */
            kind: "choice";
            label: string;
            data: string;
        } | {
            /** @constant */
            kind: "form";
            topic: string;
            answers: {
                label: string;
                value: string;
            }[];
        } | {
            /** @constant */
            kind: "other";
            name: string;
        };
        MessageVersion: {
            text: string;
            html: string | null;
            /** Format: date-time */
            until: string;
        };
        MessageVersions: {
            /** @description oldest first */
            data: components["schemas"]["MessageVersion"][];
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
        OAuthClient: {
            /** @enum {string} */
            provider: "google" | "microsoft";
            /** @description null: not set up yet */
            clientId: string | null;
            /** @description Microsoft: the directory; null is any (`common`) */
            tenant: string | null;
            /** @description null: the provider's own */
            endpoints: components["schemas"]["OAuthEndpoints"] | null;
            /** @description to be registered at the provider */
            redirectUri: string;
            /** @description how many inboxes are signed in to by it */
            inboxes: number;
        };
        OAuthClientList: {
            data: components["schemas"]["OAuthClient"][];
        };
        OAuthEndpoints: {
            /** @description where the owner consents */
            authorize: string;
            /** @description where tokens are given */
            token: string;
        };
        OfficeHours: {
            /** @default null */
            timeZone: string | null;
            week: {
                /** @default [] */
                mon: string[][];
                /** @default [] */
                tue: string[][];
                /** @default [] */
                wed: string[][];
                /** @default [] */
                thu: string[][];
                /** @default [] */
                fri: string[][];
                /** @default [] */
                sat: string[][];
                /** @default [] */
                sun: string[][];
            };
            /** @default [] */
            closed: string[];
        };
        Organisation: {
            name: string;
            language: components["schemas"]["Language"];
            timeZone: string;
        };
        OrganisationSettings: {
            name: string;
            language: components["schemas"]["Language"];
            timeZone: string;
            /** @description of inboxes that have none of their own; null: always open */
            officeHours: components["schemas"]["OfficeHours"] | null;
            /** @description by which agents are told of things by mail; null: not at all */
            noticeInbox: components["schemas"]["Ref"] | null;
            /** @description by which they are told in Telegram; null: not at all */
            noticeBot: components["schemas"]["Ref"] | null;
        };
        OwnAcknowledgement: {
            texts: {
                ru: {
                    /** @default null */
                    subject: string | null;
                    text: string;
                };
                en: {
                    /** @default null */
                    subject: string | null;
                    text: string;
                };
            };
            variables: ("ticket.number" | "ticket.subject" | "contact.name" | "organisation.name" | "inbox.name" | "expected" | "opening")[];
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
        Probe: {
            /** @description of a mailbox, as an inbox takes them; null where nothing was found. What of it does not work is among the steps */
            settings: {
                address: string;
                imap: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "implicit" | "starttls" | "none";
                    user: string;
                };
                smtp: {
                    host: string;
                    port: number;
                    /** @enum {string} */
                    tls: "implicit" | "starttls" | "none";
                    user: string;
                };
            } | null;
            source: ("known-provider" | "autoconfig" | "srv" | "mx" | "guess" | "given") | null;
            provider: {
                id: string;
                name: string;
                /** @description the ways in, the best first */
                signIn: ("password" | "google" | "microsoft")[];
                /** @description what has to be switched on there first, in words */
                hint: string | null;
                /** @description where that is done */
                url: string | null;
            } | null;
            /** @description of a bot; null where its token is not accepted */
            bot: components["schemas"]["BotProfile"] | null;
            steps: components["schemas"]["CheckStep"][];
        };
        ProbeBot: {
            /** @constant */
            channel: "telegram";
            token: string;
            proxy?: string;
            /**
             * Format: uri
             * @default https://api.telegram.org
             */
            apiRoot: string;
            /**
             * @default polling
             * @enum {string}
             */
            intake: "polling" | "webhook";
            /**
             * @default addressed
             * @enum {string}
             */
            groups: "addressed" | "always" | "ignore";
        };
        ProbeInbox: components["schemas"]["ProbeMailbox"] | components["schemas"]["ProbeBot"];
        ProbeMailbox: {
            /** @constant */
            channel?: "email";
            address: string;
            /** @description signs in to what is found; without it servers are only greeted. Sent only to servers that are vouched for */
            password?: string;
            /** @description tried instead of what would be found, as one that is trusted */
            imap?: {
                host: string;
                port: number;
                /** @enum {string} */
                tls: "implicit" | "starttls" | "none";
                user: string;
            };
            /** @description tried instead of what would be found, as one that is trusted */
            smtp?: {
                host: string;
                port: number;
                /** @enum {string} */
                tls: "implicit" | "starttls" | "none";
                user: string;
            };
        };
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
        Reaction: {
            /** @enum {string} */
            by: "contact" | "agent";
            emoji: string;
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
            /** @description the one that failed, as `delivery.recipients` names it; default: all that failed */
            recipient?: string;
            /** @description another address in place of the one that failed (mail); the first one where `recipient` names none */
            to?: {
                address: string;
                name?: string;
            };
        };
        /** @enum {string} */
        Role: "admin" | "lead" | "agent";
        SayTyping: {
            /**
             * Format: uuid
             * @description default: the one the customer wrote in last
             */
            conversation?: string;
        };
        SeenHost: {
            /** @description such as https://shop.example */
            origin: string;
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
            /** @description whether it might show the chat when it was last seen */
            admitted: boolean;
        };
        SeenHosts: {
            /** @description the latest first; at most 100 */
            data: components["schemas"]["SeenHost"][];
        };
        Session: {
            agent: components["schemas"]["Agent"];
            organisation: components["schemas"]["Organisation"];
            /** @description where customers reach the widget and the demo page, PUBLIC_SITE_URL */
            publicSiteUrl: string;
            /** @description to be sent as X-CSRF-Token with every write; null for a Bearer token */
            csrfToken: string | null;
            expiresAt: string | null;
        };
        SetOAuthClient: {
            clientId: string;
            /** @description absent: stays as it is; never read back */
            clientSecret?: string;
            /** @default null */
            tenant?: string | null;
            /** @default null */
            endpoints?: components["schemas"]["OAuthEndpoints"] | null;
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
        SplitContact: {
            /**
             * Format: uuid
             * @description of the contact's joins
             */
            join: string;
        };
        StartTicket: {
            /** Format: uuid */
            inbox: string;
            /** @description the customer: a contact, or an address; of several addresses the first. Telegram: a contact whose chat the bot knows (`Contact.chats`) */
            to: {
                /** Format: uuid */
                contact: string;
            } | {
                address: string;
                name?: string;
            } | {
                address: string;
                name?: string;
            }[];
            cc?: {
                address: string;
                name?: string;
            }[];
            bcc?: {
                address: string;
                name?: string;
            }[];
            /** @description mail needs one; of a chat the beginning of the text is taken */
            subject?: string;
            /** @description may be empty where a file goes along */
            text: string;
            /** @description sanitized. Mail: <img src="cid:ID"> shows an uploaded attachment in its place; pictures in data: addresses become such. Telegram: bold, italic, underlined, struck out, spoilers (<tg-spoiler>), code, pre, quotes and links are formatting, everything else is plain; its words stand in the place of `text`. Web chat: the visitor reads `text` */
            html?: string;
            /**
             * @description Telegram only: labels of buttons below the answer's text, without one below its last file. A press comes back as the customer's message
             * @default []
             */
            choices?: string[];
            attachments?: string[];
            /**
             * @description whether the team's signature is put below it (mail)
             * @default true
             */
            signature?: boolean;
            /**
             * @description held for so long, so that it can be undone
             * @default 0
             */
            undoSeconds?: number;
            /** Format: date-time */
            sendAt?: string;
            assignee?: ("me" | string) | null;
        };
        SuggestedAnswer: {
            to: components["schemas"]["MailAddress"][];
            /** @description whom else the customer's last mail went to, without our own addresses: who answers all writes there too */
            cc: components["schemas"]["MailAddress"][];
            /** @description addresses among these that no earlier mail of the conversation names */
            joined: string[];
            /** @description the team's signature as it would be put below the caller's answer */
            signature: string | null;
            /** @description whether earlier messages are quoted unless the answer says otherwise */
            quote: boolean;
            /** @description bytes that a whole mail may have, encoded: in it a file is larger by 37 % */
            sizeLimit: number;
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
                agent: components["schemas"]["AgentRef"];
                lead: boolean;
            }[];
            /** @description put below its answers by mail, with its variables */
            signature: string | null;
        };
        TeamPage: {
            data: components["schemas"]["Team"][];
            next: string | null;
        };
        TelegramLink: {
            /** @description for the customer alone: whoever opens it first is this contact */
            url: string;
            /** Format: date-time */
            expiresAt: string;
        };
        TestInbox: {
            /**
             * @description of a mailbox: also send a mail to the mailbox itself, and wait for it there
             * @default false
             */
            send?: boolean;
        };
        TestedInbox: {
            /** @description no step failed; there may be warnings */
            ok: boolean;
            steps: components["schemas"]["CheckStep"][];
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
            /** @description an answer of ours did not arrive, or nobody knows, and nothing has been said since */
            undelivered: boolean;
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
            /** @description an answer of ours did not arrive, or nobody knows, and nothing has been said since */
            undelivered: boolean;
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
        UndoneMessage: {
            /** @description nothing of it was sent: it is gone. Else it is being deleted in the chat, and stays here as deleted */
            undone: boolean;
            /** @description it had started its ticket, and nothing else was said or noted there: both are gone */
            ticketGone: boolean;
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
            /** @description sanitized. Mail: <img src="cid:ID"> shows an uploaded attachment in its place; pictures in data: addresses become such. Telegram: bold, italic, underlined, struck out, spoilers (<tg-spoiler>), code, pre, quotes and links are formatting, everything else is plain; its words stand in the place of `text`. Web chat: the visitor reads `text` */
            html?: string;
            /**
             * Format: uuid
             * @description default: the one the customer wrote in last
             */
            conversation?: string;
            /**
             * @description Telegram only: the message of the same conversation that is replied to
             * @default null
             */
            replyTo?: string | null;
            /**
             * @description Telegram only: labels of buttons below the answer's text, without one below its last file. A press comes back as the customer's message
             * @default []
             */
            choices?: string[];
            /** @description default: the conversation's `answer.to` */
            to?: {
                address: string;
                name?: string;
            }[];
            cc?: {
                address: string;
                name?: string;
            }[];
            bcc?: {
                address: string;
                name?: string;
            }[];
            /**
             * @description where `cc` is absent: the conversation's `answer.cc`
             * @default false
             */
            replyAll?: boolean;
            attachments?: string[];
            /**
             * @description whether the team's signature is put below it (mail)
             * @default true
             */
            signature?: boolean;
            /** @description whether earlier messages are quoted below it (mail); default: the inbox's setting */
            quote?: boolean;
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
            /** @description Write to a customer first: a mail, or in a chat of Telegram that the bot knows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Error. To be reckoned with: channel-cannot-start, subject-needed, chat-unknown, chat-blocked, chat-has-ticket, chat-in-other-hands, attachment-missing, recipient-invalid, recipient-own-inbox, recipient-needs-smtputf8, too-many-recipients, reply-too-large */
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
            /** @description Error. To be reckoned with: ticket-missing, ticket-changed, ticket-closed, attachment-missing, no-recipient, recipient-invalid, recipient-own-inbox, recipient-needs-smtputf8, too-many-recipients, chat-has-no-addresses, chat-blocked, only-in-telegram, reply-to-elsewhere, reply-too-large, html-too-long, html-too-deep */
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
    sayTyping: {
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
                "application/json": components["schemas"]["SayTyping"];
            };
        };
        responses: {
            /** @description Show the customer for 5 seconds that somebody writes: at most every 4 seconds; where the channel cannot, nothing happens */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: ticket-missing, conversation-missing */
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
            /** @description Undo a reply while it is held; a ticket that it started is gone with it. What was sent in Telegram is deleted in the chat: by its author, a lead or an admin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneMessage"];
                };
            };
            /** @description Error. To be reckoned with: message-missing, reply-on-its-way, message-not-yours, message-deleted, message-too-old, nothing-to-delete, reply-being-sent, chat-blocked */
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
    changeMessage: {
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
                "application/json": components["schemas"]["ChangeMessage"];
            };
        };
        responses: {
            /** @description Change what an answer of ours says in Telegram: by its author, a lead or an admin. While it waits it goes out as it is now; else it is changed in the chat */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Error. To be reckoned with: message-missing, message-not-yours, only-in-telegram, message-deleted, reply-being-sent, reply-not-all-sent, reply-grew-too-long, reply-empty, chat-blocked, html-too-long, html-too-deep */
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
    getVersions: {
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
            /** @description What a message of a chat said before it was changed, ours or theirs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageVersions"];
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
            /** @description Error. To be reckoned with: message-missing, nothing-to-retry, already-recipient, chat-has-no-addresses, chat-blocked, message-deleted, recipient-invalid, recipient-own-inbox, recipient-needs-smtputf8, too-many-recipients */
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
    makeTelegramLink: {
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
                "application/json": components["schemas"]["MakeTelegramLink"];
            };
        };
        responses: {
            /** @description Make a one-time link to a bot: whoever opens it in Telegram is this contact. Good for a day; an earlier one ends */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TelegramLink"];
                };
            };
            /** @description Error. To be reckoned with: contact-missing, inbox-missing, inbox-of-other-channel, telegram-bot-unknown */
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
    splitContact: {
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
                "application/json": components["schemas"]["SplitContact"];
            };
        };
        responses: {
            /** @description Give back what came to a contact by a proof in Telegram: the account, its chats and its tickets */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error. To be reckoned with: contact-missing, join-missing, join-not-last */
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
    setPicture: {
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
            /** @description Set one's picture: PNG, JPEG or WebP; customers see it, without where and when it was taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agent"];
                };
            };
            /** @description Error. To be reckoned with: file-too-large, file-needed, one-file-only, picture-not-known, picture-unreadable, picture-too-large */
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
    removePicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Take one's picture away */
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
            /** @description Error. To be reckoned with: name-taken, team-missing, skill-missing, telegram-bot-taken */
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
            /** @description Error. To be reckoned with: inbox-missing, name-taken, telegram-bot-taken */
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
    renewIdentityKey: {
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
            /** @description Make a new key by which the organisation's own site signs start links of a bot, or identities of a web chat's visitors; told once. A bot's former one ends, a web chat's is good for a day more */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityKey"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing, inbox-of-other-channel */
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
    listSeenHosts: {
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
            /** @description Which sites asked for a web chat, and whether they may show it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeenHosts"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing, inbox-of-other-channel */
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
    probeInbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProbeInbox"];
            };
        };
        responses: {
            /** @description Find the servers of a mailbox by its address, and greet or sign in to them, or look at a bot by its token; takes up to 15 seconds and changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description Error. To be reckoned with: too-many-requests */
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
    testInbox: {
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
                "application/json": components["schemas"]["TestInbox"];
            };
        };
        responses: {
            /** @description Test a mailbox or a bot with its saved settings, as the product uses it; takes up to half a minute and changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestedInbox"];
                };
            };
            /** @description Error. To be reckoned with: inbox-missing, inbox-of-other-channel */
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
    listOAuthClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The providers, and what is registered there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClientList"];
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
    setOAuthClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetOAuthClient"];
            };
        };
        responses: {
            /** @description Say what is registered at a provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthClient"];
                };
            };
            /** @description Error. To be reckoned with: oauth-secret-wanted */
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
    startConsent: {
        parameters: {
            query: {
                inbox: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Go to the provider to let us into a mailbox; back to /settings/inboxes/{inbox}?consent=given|refused&code= */
            302: {
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
    finishConsent: {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Come back from the provider */
            302: {
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
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings of the whole installation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
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
    changeOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeOrganisation"];
            };
        };
        responses: {
            /** @description Change the settings of the whole installation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
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
    getOwnAcknowledgement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The texts of acknowledgements where an inbox has none of its own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAcknowledgement"];
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
}
