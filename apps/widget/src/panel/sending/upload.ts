import { failureOf, type Problem } from '../connection/server-answers.js';

/** How long an upload may make no progress, or its answer may take (ms): a connection that carries nothing looks alive. */
const PATIENCE_MS = 30_000;

/**
 * Sends one file.
 *
 * @param onProgress from 0 to 1
 * @returns the server's id of it
 * @throws Refused; any other error when the network failed, or it was cancelled
 */
export function upload(
  file: { blob: Blob; name: string; type: string },
  token: string,
  onProgress: (share: number) => void,
  cancelled: AbortSignal,
): Promise<string> {
  const query = new URLSearchParams({ name: file.name, type: file.type });
  // fetch() tells nothing of an upload's progress.
  const request = new XMLHttpRequest();
  request.open('POST', `/chat/v1/files?${query}`);
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.responseType = 'json';
  const stop = (): void => request.abort();
  let watch = setTimeout(stop, PATIENCE_MS);
  request.upload.onprogress = ({ loaded, total }) => {
    clearTimeout(watch);
    watch = setTimeout(stop, PATIENCE_MS);
    onProgress(total > 0 ? loaded / total : 0);
  };
  cancelled.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      const answer = (request.response ?? {}) as Problem & { readonly id?: string };
      if (request.status === 201 && answer.id) resolve(answer.id);
      else reject(failureOf(request.status, answer, request.getResponseHeader('retry-after')));
    };
    request.onerror = request.onabort = () => reject(new Error('the network failed'));
    request.onloadend = () => clearTimeout(watch);
    request.send(file.blob);
  });
}
