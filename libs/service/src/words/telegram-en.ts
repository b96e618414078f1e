import type { Catalog } from './catalog.js';

/** What a bot, its Bot API and a test of it tell: what was seen, and what to do about it (`mend-...`). */
export const telegramEn: Catalog = {
  // What is looked at
  'step-bot-api': 'Connection to Telegram',
  'step-bot-token': 'Token',
  'step-bot-intake': 'How messages come',
  'step-bot-groups': 'Groups',

  // The Bot API and the way to it
  'telegram-reached': 'Telegram answers.',
  'telegram-away': 'Telegram cannot be reached ({{error}}).',
  'mend-telegram-away': 'It is tried again by itself. Where Telegram is blocked, set a proxy.',
  'mend-telegram-away_unsaved': 'Check the address of the Bot API. Where Telegram is blocked, set a proxy.',
  'telegram-away-day':
    'Telegram has not been reached for more than a day ({{error}}). It keeps messages for 24 hours: some may be lost by now.',
  'mend-telegram-away-day': 'Set a proxy, or have the network looked at; ask customers who may have written in vain.',
  'telegram-no-api': 'What answers at the address of the Bot API is no Bot API.',
  'mend-telegram-no-api': 'Check the address; without a local server it is https://api.telegram.org.',
  'telegram-proxy': 'The proxy of this bot does not let us through ({{error}}).',
  'mend-telegram-proxy': 'Check its address, name and password; it is tried again by itself.',
  'mend-telegram-proxy_unsaved': 'Check its address, name and password.',
  'telegram-asked-too-often_one': 'Telegram wants to be left alone for {{count}} second.',
  'telegram-asked-too-often_other': 'Telegram wants to be left alone for {{count}} seconds.',
  'mend-telegram-asked-too-often': 'It goes on by itself then.',
  'telegram-call-refused': 'Telegram refuses a call of this bot: {{description}}',

  // The token
  'telegram-token-good': 'The token is that of @{{username}}.',
  'telegram-token-refused': 'Telegram refuses the token of this bot.',
  'mend-telegram-token-refused': 'Take a new one from @BotFather and put it in.',
  'telegram-bot-taken': 'The inbox {{inbox}} has this bot already: Telegram gives each message once.',
  'mend-telegram-bot-taken': 'Use that inbox, switch it off first, or take another bot.',

  // How messages come
  'telegram-polled': 'Messages are fetched; this works behind any network.',
  'telegram-other-poller': 'Another program reads the messages of this bot.',
  'mend-telegram-other-poller': 'End it there, or take a new token from @BotFather.',
  'telegram-other-webhook': 'Another program keeps having the messages of this bot sent to itself (a webhook).',
  'mend-telegram-other-webhook': 'End it there, or take a new token from @BotFather.',
  'telegram-webhook-foreign':
    'Messages of this bot are sent to {{host}}, which is not we. Once this inbox serves the bot, they come here and no longer there.',
  'mend-telegram-webhook-foreign': 'Make sure that nobody needs them there.',
  'telegram-webhook-possible': 'Telegram will bring messages to this installation.',
  'telegram-webhook-good': 'Telegram brings messages to this installation.',
  'telegram-webhook-failing': 'Telegram could not bring messages to this installation: {{error}}. Waiting: {{waiting}}.',
  'mend-telegram-webhook-failing': 'Check that PUBLIC_SITE_URL is reached from outside by https, or have messages fetched (polling).',
  'telegram-webhook-not-https': 'Telegram brings messages to https addresses alone, and PUBLIC_SITE_URL is {{site}}.',
  'mend-telegram-webhook-not-https': 'Give the installation an https address, or have messages fetched (polling).',
  'telegram-webhook-port': 'Telegram brings messages to the ports 443, 80, 88 and 8443 alone, and PUBLIC_SITE_URL has {{port}}.',
  'mend-telegram-webhook-port': 'Use one of these ports, or have messages fetched (polling).',
  'telegram-webhook-refused': 'Telegram does not take the address of this installation: {{description}}',
  'mend-telegram-webhook-refused': 'Check PUBLIC_SITE_URL, or have messages fetched (polling).',
  'update-no-json': 'What was brought to the address of a bot is no JSON.',

  // Groups
  'telegram-groups-ignored': 'Messages of groups are not taken, as the settings say.',
  'telegram-groups-off': 'The bot cannot be added to groups (@BotFather: /setjoingroups).',
  'telegram-groups-read': 'Privacy mode is off: in groups the bot takes every message, as the settings say.',
  'telegram-groups-addressed':
    'In groups the bot takes what is addressed to it. Privacy mode is off, so that Telegram hands it all the rest too.',
  'telegram-privacy-fits': 'In groups the bot takes what is addressed to it: mentions, replies to it and commands.',
  'telegram-privacy-on': 'Privacy mode is on: in groups the bot sees only what is addressed to it, and the settings want every message.',
  'mend-telegram-privacy-on': 'Switch privacy mode off (@BotFather: /setprivacy), then remove the bot from its groups and add it again.',

  // Files, and what else comes from it
  'telegram-file-refused': 'Telegram does not give this file: {{description}}',
  'telegram-file-lost': 'Telegram did not give this file for a day ({{error}}).',
  'telegram-file-awaited': 'Telegram does not give this file yet ({{error}}). It is tried again by itself, for a day.',
  'telegram-file-too-large': 'The file is larger than {{megabytes, number}} MB: Telegram hands no such files over to bots.',
  'telegram-file-elsewhere': 'The server led to another place than its own for this file. It was not followed.',
  'telegram-file-wrong-size': 'The file came with another size than Telegram says, again and again.',
  'telegram-file-outside': 'The local server named a file that is not inside the folder of the settings.',
  'telegram-file-unreadable': 'The file of the local server cannot be read ({{error}}). Check the folder in the settings of the inbox.',
  'telegram-local-folder-missing': 'The server keeps files on its own disk. Name its folder in the settings of the inbox.',
  'telegram-file-unready': 'Telegram has not prepared this file yet. It is tried again by itself.',
  'message-kind-unknown': 'A kind of message that is not shown here ({{name}}). The original is kept.',
  'chats-raced': 'A chat moved while its messages came in. They are taken in again by themselves.',
};
