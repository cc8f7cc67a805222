// What comes from the peer, as a spectrum.

const LOWEST = -200;

/** Listens to a track. */
export class Ear {
  constructor(track) {
    const stream = new MediaStream([track]);
    // A peer's track flows into WebAudio only while some element plays it.
    this.player = new Audio();
    this.player.srcObject = stream;
    this.player.muted = true;
    this.player.play().catch((problem) => console.error(`not played: ${problem}`));
    const context = new AudioContext({ sampleRate: 48000 });
    this.analyser = context.createAnalyser();
    this.analyser.fftSize = 8192;
    this.analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(stream).connect(this.analyser);
    this.levels = new Float32Array(this.analyser.frequencyBinCount);
    /** Hertz from one value of the spectrum to the next. */
    this.width = context.sampleRate / this.analyser.fftSize;
  }

  /** The loudest frequency, its level, and the highest level that is 60 Hz from it or more, in dB. */
  listen() {
    this.analyser.getFloatFrequencyData(this.levels);
    const loudest = this.loudest(() => true);
    const near = 60 / this.width;
    const second = this.loudest((i) => Math.abs(i - loudest) >= near);
    return { hertz: loudest * this.width, level: this.level(loudest), rest: this.level(second) };
  }

  /** Which value is the highest of some; the first is no sound. */
  loudest(among) {
    let best = 1;
    for (let i = 1; i < this.levels.length; i++) {
      if (among(i) && (!among(best) || this.levels[i] > this.levels[best])) {
        best = i;
      }
    }
    return best;
  }

  level(at) {
    return Math.max(LOWEST, this.levels[at]);
  }
}
