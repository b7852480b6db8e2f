// The limit of a post: node:http reads the body, stores nothing and answers 201 with as much as BookChat does.
import { createServer } from 'node:http';
import { seedMessage } from './seed-message.ts';
import { servePeer } from './serve-peer.ts';

// A string, because Node.js sends it together with the head; a buffer is a second write and a tenth slower.
const ANSWER = JSON.stringify(seedMessage(0));
const HEADERS = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(ANSWER) };

servePeer(
  createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => response.writeHead(body === '' ? 400 : 201, HEADERS).end(ANSWER));
  }),
);
