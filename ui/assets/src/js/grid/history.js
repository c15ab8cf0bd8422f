// 되돌리기: 한 번의 일(붙여넣기, 채우기, 줄 빼기)이 한 걸음이다
const LIMIT = 100;

export class History {
  #done = [];
  #undone = [];
  #open = null;

  add(step) {
    if (this.#open) {
      this.#open.push(step);
      return;
    }
    this.#done.push(step);
    if (this.#done.length > LIMIT) this.#done.shift();
    this.#undone = [];
  }

  // 여러 걸음을 한 걸음으로 묶는다
  group(work) {
    this.#open = [];
    work();
    const steps = this.#open;
    this.#open = null;
    if (!steps.length) return;
    this.add({
      back: () => [...steps].reverse().forEach((step) => step.back()),
      again: () => steps.forEach((step) => step.again()),
    });
  }

  undo() {
    const step = this.#done.pop();
    if (!step) return false;
    step.back();
    this.#undone.push(step);
    return true;
  }

  redo() {
    const step = this.#undone.pop();
    if (!step) return false;
    step.again();
    this.#done.push(step);
    return true;
  }
}
