import { Refused } from './session.js';

/**
 * Sends one file.
 *
 * @param onProgress from 0 to 1
 * @returns the server's id of it
 * @throws Refused; any other error when the network failed
 */
export function upload(
  file: { blob: Blob; name: string; type: string },
  token: string,
  onProgress: (share: number) => void,
): Promise<string> {
  const query = new URLSearchParams({ name: file.name, type: file.type });
  // fetch() tells nothing of an upload's progress.
  const request = new XMLHttpRequest();
  request.open('POST', `/chat/v1/files?${query}`);
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      const answer = (request.response ?? {}) as { id?: string; code?: string };
      if (request.status === 201 && answer.id) resolve(answer.id);
      else if (request.status >= 500 || request.status === 429) reject(new Error(`the server answered ${request.status}`));
      else reject(new Refused(answer.code ?? 'refused', request.status));
    };
    request.onerror = () => reject(new Error('the network failed'));
    request.send(file.blob);
  });
}
