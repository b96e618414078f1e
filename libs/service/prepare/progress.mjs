// What a person reads while packages are installed and parts are built: to standard error, which no other program reads.

const WORDS = {
  en: {
    install: ['Installing packages', 'Packages installed'],
    build: ['Building', 'Built'],
    seconds: 's',
    failed: 'Failed',
    node: (version) => `Otklik needs Node 20 or newer to start (here: ${version}). It runs on a Node of its own afterwards.`,
  },
  ru: {
    install: ['Устанавливаю пакеты', 'Пакеты установлены'],
    build: ['Собираю', 'Собрано'],
    seconds: 'с',
    failed: 'Не получилось',
    node: (version) => `Для запуска Otklik нужен Node 20 или новее (здесь ${version}). Дальше он работает на своём Node.`,
  },
};

export const words = WORDS[/^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'ru' : 'en'];

/**
 * Runs a long step and shows that it goes on: a line that counts on a terminal, a line now and then in a log.
 *
 * @param {'install' | 'build'} name
 * @param {() => Promise<void>} work
 */
export async function step(name, work) {
  const [doing, done] = words[name];
  const from = performance.now();
  const seconds = (digits = 0) => ((performance.now() - from) / 1000).toFixed(digits);
  const terminal = process.stderr.isTTY;
  const show = () =>
    process.stderr.write(terminal ? `\r  ${doing} … ${seconds()} ${words.seconds} ` : `  ${doing} … ${seconds()} ${words.seconds}\n`);
  show();
  const ticking = setInterval(show, terminal ? 1_000 : 10_000);
  try {
    await work();
  } finally {
    clearInterval(ticking);
    if (terminal) process.stderr.write('\r\x1b[K');
  }
  process.stderr.write(`  ${done} (${seconds(1)} ${words.seconds})\n`);
}
