/** The other tabs of this browser that have the same chat: who begins in one has begun in all. */
export class Tabs {
  private readonly channel: BroadcastChannel | null;

  constructor(name: string, onBegun: () => void) {
    this.channel = open(name);
    if (this.channel) this.channel.onmessage = onBegun;
  }

  tellBegun(): void {
    this.channel?.postMessage('begun');
  }
}

/** Where the frame's storage is forbidden, tabs know nothing of each other. */
function open(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
