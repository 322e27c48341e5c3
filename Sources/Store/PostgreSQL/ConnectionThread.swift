import Foundation
import Synchronization

/// A thread of its own as a serial executor: waiting for a database blocks neither the cooperative pool nor an
/// event loop.
///
/// An actor on it owns one connection; what the actor does in one step is one transaction, with no suspension
/// inside. The thread ends when its owner calls ``stop()``, at the latest in its `deinit`.
final class ConnectionThread: SerialExecutor {
  private struct State {
    var work: [Work] = []
    var stopped = false
    var thread: ObjectIdentifier?
  }

  private enum Work: Sendable {
    case job(UnownedJob)
    case block(@Sendable () -> Void)
  }

  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)

  init(name: String) {
    // The thread holds the executor, not the other way round.
    let thread = Thread { [self] in run() }
    thread.name = name
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

  /// Runs `block` on the thread after what waits, and returns when it is done. Never called on the thread itself.
  func perform(_ block: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    add(
      .block {
        block()
        done.signal()
      })
    done.wait()
  }

  /// Ends the thread once what waits is done.
  func stop() {
    state.withLock { $0.stopped = true }
    wakeUp.signal()
  }

  func checkIsolated() {
    let current = ObjectIdentifier(Thread.current)
    precondition(state.withLock { $0.thread } == current, "not on the connection's thread")
  }

  private func add(_ work: Work) {
    state.withLock { $0.work.append(work) }
    wakeUp.signal()
  }

  private func run() {
    let current = ObjectIdentifier(Thread.current)
    state.withLock { $0.thread = current }
    while true {
      wakeUp.wait()
      let (work, stopped) = state.withLock { state in
        defer { state.work.removeAll(keepingCapacity: true) }
        return (state.work, state.stopped)
      }
      for item in work {
        switch item {
        // UnownedJob.runSynchronously(on:): "This operation consumes the job"; each was enqueued once.
        case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
        case .block(let block): block()
        }
      }
      if stopped { return }
    }
  }
}
