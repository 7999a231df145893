import { defineProblems } from '../core/problem.ts';

/** What the browser itself has to say when the server did not answer. */
export const connectionProblems = defineProblems({
  'connection.lost': {
    status: 0,
    title: { en: 'The server did not answer.', es: 'El servidor no respondió.' },
    advice: {
      en: 'Check your connection and try again. What you wrote is still here.',
      es: 'Revise su conexión e inténtelo de nuevo. Lo que escribió sigue aquí.',
    },
  },
});
