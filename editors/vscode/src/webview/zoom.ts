const smallest = 0.1;
const largest = 8;

/** How large the picture is; it stays so when the picture changes. */
export class Zoom {
  private readonly frame: HTMLElement;
  private picture: SVGSVGElement | undefined;
  /** The width at scale 1, in pixels. */
  private width = 0;
  private scale = 1;
  /** Until somebody chooses a size, the picture is as wide as the frame, but never larger than drawn. */
  private fits = true;

  constructor(frame: HTMLElement) {
    this.frame = frame;
    frame.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.by(Math.exp(-event.deltaY / 300));
      },
      { passive: false },
    );
    new ResizeObserver(() => {
      if (this.fits) this.fit();
    }).observe(frame);
  }

  show(picture: SVGSVGElement): void {
    this.picture = picture;
    const { width, height } = picture.viewBox.baseVal;
    this.width = width > 0 ? width : picture.getBoundingClientRect().width;
    if (width === 0 || height === 0)
      picture.setAttribute('viewBox', `0 0 ${this.width} ${picture.getBoundingClientRect().height}`);
    picture.removeAttribute('height');
    if (this.fits) this.fit();
    else this.apply();
  }

  fit(): void {
    this.fits = true;
    const style = getComputedStyle(this.frame);
    const room =
      this.frame.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    this.scale = this.width > 0 ? Math.min(1, room / this.width) : 1;
    this.apply();
  }

  by(factor: number): void {
    this.fits = false;
    this.scale = Math.min(largest, Math.max(smallest, this.scale * factor));
    this.apply();
  }

  private apply(): void {
    this.picture?.setAttribute('width', String(Math.round(this.width * this.scale)));
  }
}
