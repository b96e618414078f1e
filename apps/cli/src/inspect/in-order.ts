/**
 * Works on several things at once and gives the results in the order the things came in.
 *
 * @param atOnce most things in work or waiting to be given out, so that memory is bounded
 */
export async function* inOrder<T, R>(things: AsyncIterable<T>, atOnce: number, work: (thing: T) => Promise<R>): AsyncGenerator<R> {
  const open: Promise<R>[] = [];
  for await (const thing of things) {
    const result = work(thing);
    // It is awaited below, later than it may fail.
    result.catch(() => {});
    open.push(result);
    const oldest = open.length >= atOnce ? open.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const result of open) yield await result;
}
