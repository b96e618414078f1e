/** Works on all at once, and gives what each has found in the order of the list, each as soon as it can. */
export async function* sideBySide<T>(branches: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const branch of branches.map(ahead)) yield* branch();
}

/** Begun at once; what comes before it is asked for waits. */
function ahead<T>(source: AsyncIterable<T>): () => AsyncGenerator<T> {
  const ready: T[] = [];
  let wake = (): void => {};
  let isOver = false;
  const work = (async () => {
    try {
      for await (const one of source) {
        ready.push(one);
        wake();
      }
    } finally {
      isOver = true;
      wake();
    }
  })();
  // Thrown again where it is read.
  work.catch(() => {});
  return async function* () {
    for (;;) {
      yield* ready.splice(0);
      if (isOver && ready.length === 0) break;
      if (ready.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    }
    await work;
  };
}
