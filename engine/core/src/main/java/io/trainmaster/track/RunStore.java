package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where runs are kept. Safe for use from several threads.
 *
 * <p>A store that can't be read or written throws {@link StoreException}. After a failed {@link
 * #commit} it is not known whether the changes are there: the caller must stop and start again. A
 * store on another machine that is away for a while is waited for: writing as long as it takes,
 * reading for some seconds.
 */
public interface RunStore extends AutoCloseable {

  /**
   * Makes changes durable, all or none, in order; returns when they are. Calls from several threads
   * may share one transaction. Each change is idempotent: writing it again changes nothing, so that
   * a commit whose answer was lost can be repeated; {@link Change.ModelRegistered} is identified by
   * its run and task.
   */
  void commit(List<Change> changes);

  /**
   * This store for the server that leads under an epoch. What is committed through it is refused
   * with {@code FENCED} once another epoch has begun, and then changes nothing; through the store
   * itself everybody may commit. Both are closed together.
   */
  RunStore under(long epoch);

  /** The highest number that a run of the workflow has had; 0 where there was none. */
  int lastRunNumber(String workflow);

  /** A number greater than any given before, for fencing. */
  long nextFence();

  /** The runs that wait or are under way, in the order in which they were made. */
  List<RunSummary> unfinished();

  /** What is recorded of triggers. */
  TriggerRecords triggers();

  /** The calls whose results may be used again. */
  CallRecords calls();

  /** What tasks have asked people. */
  ApprovalRecords approvals();

  /** What people are told. */
  OutboxRecords outbox();

  /** All that is recorded of a run. */
  Optional<RunRecord> run(RunId id);

  /** Runs, latest first; of one workflow where a name is given. */
  List<RunSummary> runs(Optional<String> workflow, int limit);

  /** The run that an attempt made. */
  Optional<RunSummary> madeBy(Caller caller);

  /** The runs that tasks of a run made, in the order in which they were made. */
  List<RunSummary> madeBy(RunId caller);

  /** The run that was made for a request with a key, and the request. */
  Optional<Submitted> submitted(String key);

  /** A workflow version by its hash, with all that its runs may make runs of. */
  Optional<WorkflowVersion> version(String hash);

  /** The run's story, in order. */
  List<Event> events(RunId run);

  /** Registered models, by name, latest version first; of one name where it is given. */
  List<ModelVersion> models(Optional<String> name);

  /** The version that a task registered. */
  Optional<ModelVersion> model(RunId run, TaskId task);

  /** The version that an alias of a model points at. */
  Optional<ModelVersion> aliased(String name, String alias);

  /** The versions of a model after one of them, in order. */
  List<ModelVersion> registeredAfter(String name, int version);

  /**
   * Points an alias of a model at a version, wherever it pointed before.
   *
   * @return false where there is no such version
   */
  boolean setAlias(String name, String alias, int version);

  /**
   * Gives a model version a tag, in place of the value it had.
   *
   * @return false where there is no such version
   */
  boolean setTag(String name, int version, String key, String value);

  /** What an artifact came from and what came of it. */
  Optional<ArtifactRecord> artifact(String digestPrefix);

  @Override
  void close();

  /** A line of a run's story. */
  record Event(long sequence, Instant at, String type, String text) {

    /** That a task ran though it had run before, and why. */
    public static final String NOT_REUSED = "task.not_reused";

    /** That it went on with another version of its workflow. */
    public static final String REVISED = "run.revised";
  }
}
