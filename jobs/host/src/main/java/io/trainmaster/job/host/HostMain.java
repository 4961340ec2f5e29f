package io.trainmaster.job.host;

import io.trainmaster.job.Operator;
import io.trainmaster.job.process.ProcessTree;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.ServiceLoader;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of a task process. Standard input and output are the wire to the worker that
 * started it and nothing else; standard error is the process's own log. Workers that come after
 * that one use a socket.
 */
public final class HostMain {

  /** The exit code of a process whose worker has gone. */
  static final int ORPHANED = 67;

  /** The variable by which a worker marks this process and what it starts; see WIRE.md. */
  private static final String MARK = "TRAINMASTER_HOST";

  private HostMain() {}

  /** Serves a worker; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    WireOutput wire = new WireOutput(new FileOutputStream(FileDescriptor.out));
    Logs logs = new Logs(new FileOutputStream(FileDescriptor.err));
    logs.captureStandardStreams();
    leaveInterruptsToTheWorker();
    if (Boolean.getBoolean("trainmaster.carried")) {
      endWithParent();
    }
    Logging logging = Logging.install(logs);
    Host host =
        new Host(wire, logs, logging, Ledger.ofEnvironment(), ServiceLoader.load(Operator.class));
    new Pulse(wire, logs).start();
    boolean told = new Service(host, wire, logs).serve();
    if (told) {
      System.exit(0);
    }
    // No worker is there: nobody wants anything more. Nothing of this process may outlive it.
    killRest();
    host.deleteDirectory();
    Runtime.getRuntime().halt(ORPHANED);
  }

  private static void killRest() {
    ProcessHandle self = ProcessHandle.current();
    new ProcessTree(self, MARK, Objects.requireNonNullElse(System.getenv(MARK), "none")).kill();
  }

  /**
   * A process that was carried to a worker of a cluster has its room from the executor that started
   * it. When that has died the room is another's, and the attempt is lost to the engine.
   */
  private static void endWithParent() {
    ProcessHandle.current().parent().ifPresent(HostMain::endWith);
  }

  private static void endWith(ProcessHandle parent) {
    var unused =
        parent
            .onExit()
            .thenRun(
                () -> {
                  killRest();
                  Runtime.getRuntime().halt(ORPHANED);
                });
  }

  /**
   * An interrupt from a terminal reaches every process of the group. The engine decides what it
   * means; attempts that died of it would look lost.
   */
  private static void leaveInterruptsToTheWorker() {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
  }
}
