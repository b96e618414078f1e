import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DeskError, type Reason } from '@app/domain';
import type { Log } from '../log.js';
import { type DataLock, lockData } from './data-lock.js';
import { type DatabaseLogin, databaseUrl, newLogin, OWNER, readLogin, SERVICE, writeLogin } from './database-login.js';
import { type DatabasePlace, placeDatabase } from './database-place.js';
import { clusterExists, makeCluster, resetPasswords } from './make-cluster.js';
import { endOrphan, Postmaster } from './postmaster.js';

export type EmbeddedOptions = {
  /** OTKLIK_DATA. */
  readonly dataFolder: string;
  /** What this process is, for others who want the same data, e.g. `standalone`. */
  readonly name: string;
  readonly log: Log;
  /** Tells a person what is done, on the steps that take a while. */
  readonly say: (reason: Reason) => void;
};

/** PostgreSQL as a part of this process: made at the first start, recovered after a crash, ended with it. */
export class EmbeddedDatabase {
  #server: Postmaster;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;

  private constructor(
    private readonly login: DatabaseLogin,
    private readonly place: DatabasePlace,
    private readonly log: Log,
    private readonly locks: readonly DataLock[],
    server: Postmaster,
  ) {
    this.#server = server;
    this.#watching = this.#watch();
  }

  /** For the role without DDL. */
  get url(): string {
    return databaseUrl(this.login, SERVICE);
  }

  /** For the owner of the tables. */
  get ownerUrl(): string {
    return databaseUrl(this.login, OWNER);
  }

  /**
   * Starts the database of a data folder, making it if there is none.
   *
   * A server that a killed process left behind is ended first; what it had committed is there.
   *
   * @throws DeskError conflict/data-in-use, forbidden/data-not-writable, missing/database-gone, unavailable/no-embedded-database, unavailable/no-user-for-database
   */
  static async start({ dataFolder, name, log, say }: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const folder = makeDataFolder(dataFolder);
    const locks = [await lockData(folder, name)];
    try {
      const kept = readLogin(folder);
      const place = placeDatabase(folder, kept?.folder ?? null, say);
      // A copy of the data folder may name the same database outside of it.
      if (!place.folder.startsWith(folder + path.sep)) locks.push(await lockData(place.folder, name));
      if (await endOrphan(place)) log.warn('a database server left by a killed process was ended');
      const login = { ...(kept ?? newLogin(0, place.folder)), folder: place.folder, port: await freePort(kept?.port) };
      if (!clusterExists(place)) {
        say({ code: 'making-database', params: {} });
        await makeCluster(place, login);
      } else if (!kept) {
        await resetPasswords(place, login);
      }
      writeLogin(folder, login);
      return new EmbeddedDatabase(login, place, log, locks, await Postmaster.start(place, login.port));
    } catch (error) {
      for (const lock of locks) await lock.release();
      throw error;
    }
  }

  /** Ends the server, within 7 s, and gives the data folder free. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#server.stop();
    // A server that was just being started again is ended by the watch.
    await this.#watching;
    // One that was killed just before leaves children that take a moment to notice.
    await endOrphan(this.place);
    for (const lock of this.locks) await lock.release();
  }

  /** A server that ends by itself or is killed is started again, as a supervisor would. */
  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#server.ended;
      if (this.#stopping.signal.aborted) return;
      this.log.error('database server ended; it is started again');
      await this.#startAgain();
    }
  }

  async #startAgain(): Promise<void> {
    for (let pauseMs = 50; !this.#stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await endOrphan(this.place);
        this.#server = await Postmaster.start(this.place, this.login.port);
        if (this.#stopping.signal.aborted) await this.#server.stop();
        return;
      } catch (error) {
        this.log.error('database server could not be started', error);
        await wait(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }
}

/** Closed to others but for passing through: the database's own user has to. */
function makeDataFolder(dataFolder: string): string {
  const folder = path.resolve(dataFolder);
  const umask = process.umask(0o066);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (cause) {
    throw new DeskError(
      'forbidden',
      'data-not-writable',
      `The data folder ${folder} cannot be made or opened: choose another with OTKLIK_DATA.`,
      { cause, params: { folder } },
    );
  } finally {
    process.umask(umask);
  }
}

/** @param wanted used if nobody else listens there now */
async function freePort(wanted: number | undefined): Promise<number> {
  return (wanted && (await listenOn(wanted))) || (await listenOn(0)) || 0;
}

/** @returns the port, or null when it is taken */
function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
