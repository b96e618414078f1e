import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/**
 * After its first answer a connection of kafkajs 2.2.4 sets a timer of a negative delay, which is 1 ms, again and again for ever:
 * 5 % of a core for each idle connection, and a warning on Node 24 (fail:K2, fail:K3). A look is needed only where something
 * waits to be sent.
 *
 * @see https://github.com/tulios/kafkajs/issues/1751
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), 10),
  );
};
