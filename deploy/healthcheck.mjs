// Ends with 0 when the service of this container is ready.
const port = process.env.PORT || 8080;
try {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_500) });
  process.exitCode = answer.ok ? 0 : 1;
  if (!answer.ok) console.error(await answer.text());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
