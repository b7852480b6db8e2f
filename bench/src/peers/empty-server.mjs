// The limit of a start: nothing but node:http. JavaScript, because removing types takes longer than starting.
import { createServer } from 'node:http';

createServer((_request, response) => {
  response.end('ok');
}).listen(Number(process.env.PORT), '127.0.0.1');
