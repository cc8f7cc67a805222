// The page's phone, by JsSIP, and the parts it plays: each makes or takes one call, listens in it, and
// reports what it heard and what the browser knows of the connection.
import JsSIP from 'jssip';
import { Ear } from './ear.mjs';
import { statistics } from './statistics.mjs';

const STEP_MILLIS = 50;
const SILENCE_DECIBELS = -70;
const SOUND_DECIBELS = -40;
const AUDIO = {
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  video: false,
};

/** Waits for a condition and gives what it gave; says so when it takes too long. */
async function until(what, wishes, condition) {
  const end = performance.now() + wishes.patience;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (performance.now() > end) {
      throw new Error(`no ${what} within ${wishes.patience} ms`);
    }
    await new Promise((done) => setTimeout(done, STEP_MILLIS));
  }
}

/** A phone that has its connection. */
async function phone(wishes, more) {
  const ua = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(wishes.ws)],
    uri: `sip:${wishes.user}@127.0.0.1`,
    ...more,
  });
  ua.start();
  await until('connection', wishes, () => ua.isConnected());
  return ua;
}

/** One call: whether it stands, how it ended, and what is heard in it. */
class Call {
  constructor(session, wishes) {
    this.session = session;
    this.wishes = wishes;
    this.over = null;
    this.stands = false;
    session.on('confirmed', () => (this.stands = true));
    session.on('failed', (event) => (this.over = `failed: ${event.cause}`));
    session.on('ended', (event) => (this.over = `ended by ${event.originator}`));
  }

  async talks() {
    await until('answer', this.wishes, () => this.over ?? this.stands);
    if (this.over) {
      throw new Error(this.over);
    }
    this.ear = new Ear(this.session.connection.getReceivers()[0].track);
    await until('voice', this.wishes, async () => {
      const { packetsReceived } = await this.statistics();
      return packetsReceived > 0;
    });
  }

  statistics() {
    return statistics(this.session.connection);
  }

  /** Waits until nothing is heard. */
  silence() {
    return until('silence', this.wishes, () => {
      const heard = this.ear.listen();
      return heard.level < SILENCE_DECIBELS && heard;
    });
  }

  /** Waits until the loudest of what is heard is that tone. */
  tone(hertz) {
    return until(`tone of ${hertz} Hz`, this.wishes, () => {
      const heard = this.ear.listen();
      const right = Math.abs(heard.hertz - hertz) <= this.ear.width;
      return right && heard.level > SOUND_DECIBELS && heard.level - heard.rest > 20 && heard;
    });
  }

  /** Waits for this much more voice in both directions. */
  async packets(more) {
    const before = await this.statistics();
    return until(`${more} more packets`, this.wishes, async () => {
      const now = await this.statistics();
      const enough =
        now.packetsReceived - before.packetsReceived >= more && now.packetsSent - before.packetsSent >= more;
      return enough && now;
    });
  }

  end() {
    return until('end', this.wishes, () => this.over);
  }
}

/** An offer of our own within the call, and its answer. */
function renegotiate(session, wishes, act) {
  let done = false;
  if (!act(() => (done = true))) {
    throw new Error('JsSIP refuses to make another offer');
  }
  return until('answer to another offer', wishes, () => done);
}

/**
 * Calls a number that echoes: silence while nothing is said, then the own tone, also after another offer
 * that begins ICE anew (RFC 8445, section 9); hangs up when the switch's report was there.
 */
export async function caller(wishes) {
  const ua = await phone(wishes, { register: false });
  const session = ua.call(`sip:${wishes.number}@127.0.0.1`, { mediaConstraints: AUDIO });
  const call = new Call(session, wishes);
  await call.talks();
  session.mute({ audio: true });
  const silence = await call.silence();
  session.unmute({ audio: true });
  const tone = await call.tone(wishes.hertz);
  const first = await call.statistics();
  await renegotiate(session, wishes, (done) =>
    session.renegotiate({ rtcOfferConstraints: { iceRestart: true } }, done),
  );
  await call.packets(50);
  const again = await call.tone(wishes.hertz);
  const last = await until("report of the switch's", wishes, async () => {
    const now = await call.statistics();
    return now.roundTrip >= 0 && now;
  });
  session.terminate();
  const over = await call.end();
  ua.stop();
  return { silence, tone, again, first, last, over };
}

/**
 * Registers, is called, answers, hears the caller's tone; holds, resumes, says so, and waits for the
 * caller's end.
 */
export async function agent(wishes) {
  let session = null;
  const ua = await phone(wishes, { password: wishes.password, register: true });
  ua.on('newRTCSession', (event) => (session = event.session));
  ua.on('registrationFailed', (event) => console.error(`not registered: ${event.cause}`));
  await until('registration', wishes, () => ua.isRegistered());
  console.log('registered');
  await until('call', wishes, () => session);
  const call = new Call(session, wishes);
  session.answer({ mediaConstraints: AUDIO });
  await call.talks();
  const tone = await call.tone(wishes.hertz);
  const first = await call.statistics();
  await renegotiate(session, wishes, (done) => session.hold({}, done));
  const held = await call.silence();
  await renegotiate(session, wishes, (done) => session.unhold({}, done));
  const again = await call.tone(wishes.hertz);
  const last = await call.statistics();
  console.log('resumed');
  const over = await call.end();
  ua.stop();
  return { tone, held, again, first, last, over };
}
