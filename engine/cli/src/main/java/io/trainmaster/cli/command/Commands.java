package io.trainmaster.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The program's commands, in the order of its help. What each does is said here and not in its
 * class, so that the help and a suggestion for a misspelt name need no command's class.
 */
final class Commands {
  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "init",
              "Make a project: a folder with a workflow, settings for three environments, and"
                  + " a page that says how to run it."),
          new Entry("import", "Make a workflow of an execution that another system recorded."),
          new Entry(
              "sample",
              "Make sample data, the same for the same seed; without NAME, list the kinds."),
          new Entry(
              "check",
              "Check workflow files by their text alone: names, types, units, columns, graph. Nothing is"
                  + " run and no data is read."),
          new Entry(
              "lint",
              "Say what could be better in workflow files that can run: errors as `check` has them, and"
                  + " warnings and notes. Exits with 4 where there are warnings.",
              "A comment `# lint: allow CODE why` on the line, or alone on the line above, allows one."),
          new Entry(
              "fmt",
              "Lay out workflow files in the one style, in place. What they mean does not change.",
              "A file that can't be parsed is left alone and its faults are shown."),
          new Entry(
              "test",
              "Run the tests in workflow files. Operators are faked, time is virtual and the machine is made"
                  + " up, so that nothing is read, trained or written.",
              "Exits with 1 where a test fails, and with 3 where a file has errors."),
          new Entry("graph", "Draw a workflow's graph."),
          new Entry(
              "plan",
              "Say what a run would do: its tasks, the columns of its data, what each task gets on this"
                  + " machine, and how long it takes, going by earlier runs. Nothing is run."),
          new Entry(
              "schedule",
              "Say when workflows are due: their schedules in words, and the next times of each in its"
                  + " time zone and in UTC."),
          new Entry(
              "run",
              "Run a workflow to its end: check it, look at its data's headers, run its tasks."),
          new Entry(
              "resume",
              "Go on with a run that failed, was cancelled or was cut off. What had succeeded is kept."),
          new Entry(
              "server",
              "Serve the state folder: go on with runs that were cut off, fire the triggers of what is"
                  + " active, and take runs from the other commands, which find it by themselves."),
          new Entry(
              "worker",
              "Lend this machine to a server on another one: its tasks run here where that suits them."
                  + " They go on while the server is away, and while this worker is started anew."),
          new Entry(
              "submit",
              "Hand a run to the server and don't wait for it. `run` waits, and is the server's run too"
                  + " where there is one."),
          new Entry("watch", "Follow a run of the server to its end."),
          new Entry("cancel", "Ask the server to stop a run."),
          new Entry(
              "approve",
              "Answer what a run asks people by the operator `approve`, or list what is open. The run"
                  + " may wait in any process, or in none."),
          new Entry(
              "notifications",
              "List what people were told and whether it reached them; try one anew that was given up;"
                  + " test a channel."),
          new Entry(
              "apply",
              "Make a workflow the active one, whose triggers count, in the environment that --env"
                  + " names; what changes is shown. Runs under way keep their version."),
          new Entry(
              "triggers",
              "List the triggers of active workflows and when each is due next; of one, show what became"
                  + " of its times; let it rest and go on."),
          new Entry(
              "backfill",
              "Run a trigger's times in a range, one after another, whatever became of them before."),
          new Entry("runs", "List the runs, latest first."),
          new Entry(
              "queue",
              "List what waits: tasks for room or for a limit, in the order in which they are to start,"
                  + " and runs for their turn."),
          new Entry(
              "why",
              "Say why a task waits: what for, who has that, its place in the queue, when it is expected"
                  + " to start, and changes each of which, alone, would start it now. Each was tried on"
                  + " what is recorded, and nothing is changed."),
          new Entry(
              "show",
              "Show a run: its tasks and attempts, metrics, artifacts, lineage, parameters and"
                  + " environment."),
          new Entry(
              "logs", "Print the logs of a run: of a task, or of all its tasks one after another."),
          new Entry(
              "compare",
              "Compare two runs: parameters, metrics, models, data, versions. Only what differs is shown;"
                  + " times are left out."),
          new Entry(
              "reproduce",
              "Carry a run out again from what is recorded of it, without results of earlier runs, and"
                  + " compare. Nothing is registered or asked again. Exits with 1 where a result differs."),
          new Entry(
              "models",
              "List the registered models, point aliases at versions, tag and show them."),
          new Entry("operators", "List the operators that workflows can call, or describe one."),
          new Entry(
              "explain",
              "Explain the code of an error, such as E0307 (workflow files) or T0004 (tasks)."),
          new Entry(
              "lsp", "Serve an editor by the Language Server Protocol, over standard streams."),
          new Entry(
              "simulate",
              "Replay public traces of clusters with published policies, and say what would have become of"
                  + " their jobs. Nothing is run."),
          new Entry(
              "gc",
              "Delete runs that ended long ago, with their logs, and artifacts that nothing names any"
                  + " more. Runs that have registered a model stay."),
          new Entry(
              "backup",
              "Copy the state folder, also while it is used: what is recorded, artifacts and logs. A"
                  + " server begins on the copy once it is told that the original is gone."),
          new Entry("config", "Show the settings and where each value comes from."),
          new Entry(
              "nodes",
              "Show where tasks run: CPUs, memory and GPUs, what tasks have of them, and which. Keep"
                  + " more from being placed on a node, or forget one that is gone."),
          new Entry("doctor", "Check Java, memory, disk, Spark, the state folder and GPUs."),
          new Entry(
              "completion",
              "Print a completion script for a shell.",
              "For bash: source <(trainmaster completion bash). For zsh the same, after bashcompinit."));

  private Commands() {}

  /** Whether the arguments may name a command. */
  static boolean named(List<String> arguments) {
    return ALL.stream().anyMatch(entry -> arguments.contains(entry.name));
  }

  /**
   * Adds the commands that the arguments may name. Most of the time that is one, and the others
   * need not be loaded. Where none is named, the summaries of all of them will do; the shell's
   * script wants all of them whole.
   */
  static void addTo(CommandLine line, List<String> arguments) {
    boolean all = arguments.contains("completion");
    boolean named = named(arguments);
    for (Entry entry : ALL) {
      if (all || arguments.contains(entry.name)) {
        entry.addTo(line);
      } else if (!named) {
        line.addSubcommand(entry.name, entry.summary(line.getFactory()));
      }
    }
  }

  /**
   * Makes a command. To {@code Object}, Java may assign any class without looking at it, so that
   * the classes of the other commands stay where they are.
   */
  private static Object make(String name) {
    return switch (name) {
      case "init" -> new InitCommand();
      case "import" -> new ImportCommand();
      case "sample" -> new SampleCommand();
      case "check" -> new CheckCommand();
      case "lint" -> new LintCommand();
      case "fmt" -> new FmtCommand();
      case "test" -> new TestCommand();
      case "graph" -> new GraphCommand();
      case "plan" -> new PlanCommand();
      case "schedule" -> new ScheduleCommand();
      case "run" -> new RunCommand();
      case "resume" -> new ResumeCommand();
      case "server" -> new ServerCommand();
      case "submit" -> new SubmitCommand();
      case "watch" -> new WatchCommand();
      case "cancel" -> new CancelCommand();
      case "approve" -> new ApproveCommand();
      case "notifications" -> new NotificationsCommand();
      case "apply" -> new ApplyCommand();
      case "triggers" -> new TriggersCommand();
      case "backfill" -> new BackfillCommand();
      case "runs" -> new RunsCommand();
      case "queue" -> new QueueCommand();
      case "why" -> new WhyCommand();
      case "show" -> new ShowCommand();
      case "logs" -> new LogsCommand();
      case "compare" -> new CompareCommand();
      case "reproduce" -> new ReproduceCommand();
      case "models" -> new ModelsCommand();
      case "operators" -> new OperatorsCommand();
      case "explain" -> new ExplainCommand();
      case "lsp" -> new LspCommand();
      case "simulate" -> new SimulateCommand();
      case "gc" -> new GcCommand();
      case "backup" -> new BackupCommand();
      case "config" -> new ConfigCommand();
      case "nodes" -> new NodesCommand();
      case "worker" -> new WorkerCommand();
      case "doctor" -> new DoctorCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }

  /** A command: its name, and what it does, a paragraph each. */
  private record Entry(String name, String... description) {
    void addTo(CommandLine line) {
      line.addSubcommand(name, ((CliCommand) make(name)).described(description));
    }

    CommandSpec summary(IFactory factory) {
      CommandSpec summary = CommandSpec.wrapWithoutInspection(this, factory).name(name);
      summary.usageMessage().description(description);
      return summary;
    }
  }
}
