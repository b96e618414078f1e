/** Of the browser's own font, in the order of `texts.emoji.groups`. */
export const EMOJI_GROUPS: readonly (readonly string[])[] = [
  '😀 😄 😁 😅 😂 🙂 😉 😊 😍 😘 😋 😎 🤔 🤗 😐 🙄 😏 😴 😔 😢 😭 😤 😡 😱 🤯 🤒 🥳 🤷'.split(' '),
  '👍 👎 👌 👋 🙏 👏 🤝 💪 ✌️ 🤞 👉 👀'.split(' '),
  '❤️ 💛 💚 💙 💔 ✅ ❌ ❗ ❓ 🔥 ✨ 💯'.split(' '),
  '🎉 🎁 🌹 ☕ 🍞 📦 🚚 💳 📄 📷 📞 ⏰'.split(' '),
];
