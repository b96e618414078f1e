declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** The part of kafkajs that the idle-timer fix replaces. */
  class RequestQueue {
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export default RequestQueue;
}
