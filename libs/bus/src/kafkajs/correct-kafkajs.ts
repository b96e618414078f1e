/** Applies to this process what kafkajs needs whoever uses it, a client of tests too; loaded only where it is used. */
export async function correctKafkajs(): Promise<void> {
  await import('./idle-timer.js');
}
