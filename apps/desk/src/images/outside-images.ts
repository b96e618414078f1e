import { DeskError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { fetchOutsideImage, type ImageOptions, type OutsideImage } from './outside-image.js';

/** So many are fetched side by side: each may hold 5 MB for 10 seconds. */
const AT_ONCE = 16;
/** So many wait for their turn; a newsletter has some dozens. */
const WAITING = 300;

/** Fetches remote images, a few at a time. */
@Injectable()
export class OutsideImages {
  /** What of the world may be reached. */
  protected readonly world: ImageOptions = {};
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws DeskError as `fetchOutsideImage`; unavailable/image-away when too many wait */
  async fetch(address: string): Promise<OutsideImage> {
    if (this.waiting.length >= WAITING) throw new DeskError('unavailable', 'image-away', 'Too many pictures are wanted at once.');
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await fetchOutsideImage(address, this.world);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}
