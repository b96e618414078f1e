import { headers } from './client.js';
import { problemOf, unreachable } from './problem.js';
import type { Upload } from './shapes.js';

/**
 * Uploads one file for a message still to be written.
 *
 * By XMLHttpRequest, because fetch cannot tell how much of a body has been sent.
 *
 * @param onProgress share sent, 0 to 1
 * @throws Problem when it is refused or cut off; DOMException AbortError when the signal fired
 */
export function uploadFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/attachments');
    request.responseType = 'json';
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(unreachable(new Error('upload cut off')));
    request.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Upload);
      else reject(problemOf(request.status, request.response));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
