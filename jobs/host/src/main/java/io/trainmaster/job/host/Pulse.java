package io.trainmaster.job.host;

/** What a task process does every now and then: it keeps its logs short and says that it lives. */
final class Pulse extends Thread {

  private static final long INTERVAL_MILLIS = 500;
  private static final int INTERVALS_PER_HEARTBEAT = 4;

  private final WireOutput wire;
  private final Logs logs;

  Pulse(WireOutput wire, Logs logs) {
    super("pulse");
    this.wire = wire;
    this.logs = logs;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      for (int interval = 1; ; interval++) {
        Thread.sleep(INTERVAL_MILLIS);
        logs.trim();
        if (interval % INTERVALS_PER_HEARTBEAT == 0) {
          beat();
        }
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    Runtime runtime = Runtime.getRuntime();
    long heapBytes = runtime.totalMemory() - runtime.freeMemory();
    wire.send(Events.heartbeat(heapBytes, PeakMemory.bytes()));
  }
}
