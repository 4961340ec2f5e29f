package io.trainmaster.store.jdbc;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Approval;
import io.trainmaster.track.ApprovalRecords;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.Leadership;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.OutboxRecords;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import io.trainmaster.track.Submitted;
import io.trainmaster.track.TriggerRecords;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs and models in a database. What a call has written is on the disk when it returns. Safe for
 * use from several threads: one connection writes, each reader has its own and sees one moment.
 */
public final class JdbcRunStore implements RunStore {

  /** Fences are taken in blocks, so that most cost no commit; a restart skips the rest of one. */
  private static final int FENCE_BLOCK = 1 << 16;

  private final Database database;
  private final Readers readers;
  private final @Nullable GroupCommit writer;
  private final Epoch epoch;
  private final Fences fences;
  private final TriggerRecords triggers = new Triggers();
  private final CallRecords calls = new Calls();
  private final ApprovalRecords approvals = new Approvals();
  private final OutboxRecords outbox = new Outbox();

  private JdbcRunStore(
      Database database,
      Readers readers,
      @Nullable GroupCommit writer,
      Epoch epoch,
      Fences fences) {
    this.database = database;
    this.readers = readers;
    this.writer = writer;
    this.epoch = epoch;
    this.fences = fences;
  }

  JdbcRunStore(Database database, @Nullable GroupCommit writer) {
    this(database, new Readers(database), writer, Epoch.ANY, new Fences());
  }

  /** The fences that were taken and are still to be given. */
  private static final class Fences {
    private long next;
    private long last = -1;
  }

  /**
   * Opens a store in a SQLite file.
   *
   * @param file the database, which is made where there is none and the store isn't read-only
   * @param readOnly whether to read only; another process may write at the same time
   * @throws StoreException where there is no store that can be used, with what to do about it
   */
  public static JdbcRunStore open(Path file, boolean readOnly) {
    return open(new SqliteDatabase(file), readOnly);
  }

  /**
   * Opens a store in a PostgreSQL database, which other servers may use at the same time.
   *
   * @param access the database, in which a schema is made where there is none and the store isn't
   *     read-only
   * @throws StoreException where there is no store that can be used, with what to do about it
   */
  public static JdbcRunStore open(PostgresAccess access, boolean readOnly) {
    return open(new PostgresDatabase(access), readOnly);
  }

  /** Whether there is a store in a PostgreSQL database. */
  public static boolean isBegun(PostgresAccess access) {
    return new PostgresDatabase(access).isBegun();
  }

  static JdbcRunStore open(Database database, boolean readOnly) {
    if (!readOnly) {
      return new JdbcRunStore(
          database, new GroupCommit(database, Readers.retrying(database::openWriter)));
    }
    JdbcRunStore store = new JdbcRunStore(database, null);
    store.readers.open();
    return store;
  }

  /** Who leads the servers on this store; only for one that can be written. */
  public Leadership leadership() {
    return new JdbcLeadership(database, writer());
  }

  @Override
  public JdbcRunStore under(long epoch) {
    return new JdbcRunStore(database, readers, writer, new Epoch(epoch), fences);
  }

  @Override
  public void commit(List<Change> changes) {
    Collection<Change> batch = LastWord.of(changes);
    writer()
        .write(
            epoch,
            session -> {
              new ChangeWriter(session).write(batch);
              return true;
            });
  }

  @Override
  public int lastRunNumber(String workflow) {
    return read(session -> new RunReader(session).lastRunNumber(workflow));
  }

  @Override
  public List<RunSummary> unfinished() {
    return read(session -> new RunReader(session).unfinished());
  }

  @Override
  public TriggerRecords triggers() {
    return triggers;
  }

  @Override
  public CallRecords calls() {
    return calls;
  }

  @Override
  public ApprovalRecords approvals() {
    return approvals;
  }

  @Override
  public OutboxRecords outbox() {
    return outbox;
  }

  @Override
  public long nextFence() {
    synchronized (fences) {
      if (fences.next > fences.last) {
        fences.last = write(session -> advance(session, "fence", FENCE_BLOCK));
        fences.next = fences.last - FENCE_BLOCK + 1;
      }
      return fences.next++;
    }
  }

  @Override
  public Optional<RunRecord> run(RunId id) {
    return read(session -> new RunReader(session).run(id));
  }

  @Override
  public List<RunSummary> runs(Optional<String> workflow, int limit) {
    return read(session -> new RunReader(session).runs(workflow, limit));
  }

  @Override
  public Optional<RunSummary> madeBy(Caller caller) {
    return read(session -> new RunReader(session).madeBy(caller));
  }

  @Override
  public List<RunSummary> madeBy(RunId caller) {
    return read(session -> new RunReader(session).madeBy(caller));
  }

  @Override
  public Optional<Submitted> submitted(String key) {
    return read(session -> new RunReader(session).submitted(key));
  }

  @Override
  public Optional<WorkflowVersion> version(String hash) {
    return read(session -> new VersionTable(session).find(hash));
  }

  @Override
  public List<Event> events(RunId run) {
    return read(session -> new RunReader(session).events(run));
  }

  @Override
  public List<ModelVersion> models(Optional<String> name) {
    return read(session -> new ModelTables(session).all(name));
  }

  @Override
  public Optional<ModelVersion> model(RunId run, TaskId task) {
    return read(session -> new ModelTables(session).ofTask(run, task));
  }

  @Override
  public Optional<ModelVersion> aliased(String name, String alias) {
    return read(session -> new ModelTables(session).aliased(name, alias));
  }

  @Override
  public List<ModelVersion> registeredAfter(String name, int version) {
    return read(session -> new ModelTables(session).after(name, version));
  }

  @Override
  public boolean setAlias(String name, String alias, int version) {
    return write(session -> new ModelTables(session).setAlias(name, alias, version));
  }

  @Override
  public boolean setTag(String name, int version, String key, String value) {
    return write(session -> new ModelTables(session).setTag(name, version, key, value));
  }

  @Override
  public Optional<ArtifactRecord> artifact(String digestPrefix) {
    return read(session -> new RunReader(session).artifact(digestPrefix));
  }

  @Override
  public void close() {
    readers.close();
    if (writer != null) {
      writer.close();
    }
  }

  private static long advance(Session session, String counter, int by) throws SQLException {
    return session.number(
        "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name)"
            + " DO UPDATE SET value = counter.value + excluded.value RETURNING value",
        counter,
        by);
  }

  private <T> T write(GroupCommit.Work<T> work) {
    return writer().write(work);
  }

  private GroupCommit writer() {
    if (writer == null) {
      throw new StoreException(Reason.READ_ONLY, database.name() + " was opened to be read only.");
    }
    return writer;
  }

  private <T> T read(GroupCommit.Work<T> query) {
    return readers.read(query);
  }

  private final class Calls implements CallRecords {
    @Override
    public List<KeptResult> results(String keyDigest, int limit) {
      return read(session -> new CallTable(session).results(keyDigest, limit));
    }

    @Override
    public Optional<Keyed> latest(String workflow, TaskId task) {
      return read(session -> new CallTable(session).latest(workflow, task));
    }

    @Override
    public Optional<Launched> lastLaunch(String workflow, TaskId task, RunId besides) {
      return read(session -> new CallTable(session).lastLaunch(workflow, task, besides));
    }

    @Override
    public Duration work(String workflow, TaskId task, Instant since, Instant now) {
      return read(session -> new CallTable(session).work(workflow, task, since, now));
    }
  }

  private final class Approvals implements ApprovalRecords {
    @Override
    public List<Approval> open() {
      return read(session -> new ApprovalTable(session).open());
    }

    @Override
    public Optional<Approval> find(Approval.Key key) {
      return read(session -> new ApprovalTable(session).find(key));
    }

    @Override
    public boolean answer(Approval.Key key, Approval.Answer answer) {
      return write(session -> new ApprovalTable(session).answer(key, answer));
    }
  }

  private final class Outbox implements OutboxRecords {
    @Override
    public List<Delivery> due(Instant now) {
      return read(session -> new OutboxTable(session).due(now));
    }

    @Override
    public Optional<Instant> nextDue(Instant now) {
      return read(session -> new OutboxTable(session).nextDue(now));
    }

    @Override
    public long waiting() {
      return read(session -> new OutboxTable(session).waiting());
    }

    @Override
    public List<Delivery> latest(boolean onlyDead, int limit) {
      return read(session -> new OutboxTable(session).latest(onlyDead, limit));
    }

    @Override
    public List<Delivery> of(RunId run) {
      return read(session -> new OutboxTable(session).of(run));
    }

    @Override
    public List<Delivery> unsent(RunId run) {
      return read(session -> new OutboxTable(session).unsent(run));
    }

    @Override
    public Optional<Delivery> find(String id) {
      return read(session -> new OutboxTable(session).find(id));
    }

    @Override
    public boolean tryAgain(String id, Instant now) {
      return write(session -> new OutboxTable(session).tryAgain(id, now));
    }

    @Override
    public Optional<RunPhase> lastOutcome(String workflow) {
      return read(session -> new OutboxTable(session).lastOutcome(workflow));
    }
  }

  private final class Triggers implements TriggerRecords {
    @Override
    public List<Activation> activations() {
      return read(session -> new TriggerTables(session).activations());
    }

    @Override
    public List<Activation> history(String workflow) {
      return read(session -> new TriggerTables(session).history(workflow));
    }

    @Override
    public List<TriggerState> states() {
      return read(session -> new TriggerTables(session).states());
    }

    @Override
    public List<OccurrenceRecord> occurrences(TriggerId trigger, int limit) {
      return read(session -> new TriggerTables(session).occurrences(trigger, limit));
    }

    @Override
    public Optional<OccurrenceRecord> occurrence(RunId run) {
      return read(session -> new TriggerTables(session).occurrence(run));
    }

    @Override
    public List<OccurrenceRecord> unfinished() {
      return read(session -> new TriggerTables(session).unfinished());
    }

    @Override
    public Optional<OccurrenceRecord> occurrence(TriggerId trigger, Instant nominal) {
      return read(session -> new TriggerTables(session).occurrence(trigger, nominal));
    }

    @Override
    public List<EventState> eventStates() {
      return read(session -> new EventTables(session).states());
    }

    @Override
    public Optional<Cause> cause(TriggerId trigger, String key) {
      return read(session -> new EventTables(session).cause(trigger, key));
    }

    @Override
    public Optional<Cause> cause(TriggerId trigger, Instant at) {
      return read(session -> new EventTables(session).cause(trigger, at));
    }

    @Override
    public List<Cause> causes(TriggerId trigger, int limit) {
      return read(session -> new EventTables(session).causes(trigger, limit));
    }

    @Override
    public Optional<RunSummary> lastEnded(String workflow) {
      return read(session -> new RunReader(session).lastEnded(workflow));
    }

    @Override
    public long forgettable(Instant before) {
      return read(session -> new ReasonEraser(session).count(before));
    }

    @Override
    public int lastGeneration(TriggerId trigger) {
      return read(session -> new TriggerTables(session).lastGeneration(trigger));
    }
  }
}
