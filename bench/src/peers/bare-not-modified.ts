// The limit of a poll: node:http answers 304 whatever is asked.
import { createServer } from 'node:http';
import { servePeer } from './serve-peer.ts';

const HEADERS = { etag: '"5f2c9a1e-128"' };

servePeer(
  createServer((_request, response) => {
    response.writeHead(304, HEADERS).end();
  }),
);
