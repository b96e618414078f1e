/** https://core.telegram.org/bots/api#sendchataction */
export const ACTIONS: readonly string[] = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

/** The emoji that can be a reaction. https://core.telegram.org/bots/api#reactiontypeemoji */
export const EMOJI: readonly string[] = (
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 ' +
  '🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
).split(' ');

/** Methods of Telegram that the fake does not perform: it answers 501, not 404, so that the gap is seen. */
export const KNOWN_METHODS: ReadonlySet<string> = new Set(
  (
    'close forwardMessage forwardMessages copyMessage copyMessages sendPaidMedia sendLivePhoto sendLocation sendVenue sendContact sendPoll sendDice sendChecklist ' +
    'stopPoll editMessageLiveLocation stopMessageLiveLocation editMessageChecklist answerInlineQuery banChatMember unbanChatMember ' +
    'restrictChatMember promoteChatMember approveChatJoinRequest declineChatJoinRequest pinChatMessage unpinChatMessage unpinAllChatMessages leaveChat ' +
    'getChatAdministrators getChatMemberCount getChatMember createForumTopic editForumTopic closeForumTopic reopenForumTopic deleteForumTopic ' +
    'setMyName getMyName setMyDescription getMyDescription setMyShortDescription getMyShortDescription setChatMenuButton getChatMenuButton ' +
    'readBusinessMessage getStickerSet getCustomEmojiStickers exportChatInviteLink createChatInviteLink'
  )
    .toLowerCase()
    .split(' '),
);
