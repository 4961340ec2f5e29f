package io.trainmaster.store.jdbc;

import io.trainmaster.track.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Who leads: the one row of the table {@code leader}, by the database's clock. */
final class JdbcLeadership implements Leadership {

  private final GroupCommit writer;
  private final String now;

  JdbcLeadership(Database database, GroupCommit writer) {
    this.writer = writer;
    this.now = database.nowMillis();
  }

  @Override
  public OptionalLong tryAcquire(String owner, Duration ttl) {
    return begin(" WHERE owner = ? OR expires_at <= " + now, owner, ttl, owner);
  }

  @Override
  public long takeOver(String owner, Duration ttl) {
    return begin("", owner, ttl).orElseThrow();
  }

  private OptionalLong begin(String condition, String owner, Duration ttl, Object... arguments) {
    String sql =
        "UPDATE leader SET epoch = epoch + 1, owner = ?, since = %s, expires_at = %s + ?%s RETURNING epoch"
            .formatted(now, now, condition);
    Object[] all = new Object[arguments.length + 2];
    all[0] = owner;
    all[1] = ttl.toMillis();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return writer.write(
        session ->
            session
                .first(sql, row -> OptionalLong.of(row.getLong(1)), all)
                .orElse(OptionalLong.empty()));
  }

  @Override
  public boolean renew(long epoch, Duration ttl) {
    return extend(epoch, ttl.toMillis());
  }

  @Override
  public void release(long epoch) {
    extend(epoch, 0);
  }

  private boolean extend(long epoch, long millis) {
    String sql = "UPDATE leader SET expires_at = %s + ? WHERE epoch = ?".formatted(now);
    return writer.write(session -> session.update(sql, millis, epoch) > 0);
  }

  @Override
  public Optional<Leader> leader() {
    return writer.write(
        session ->
            session.first(
                "SELECT epoch, owner, since, expires_at - %s FROM leader WHERE epoch > 0"
                    .formatted(now),
                row ->
                    new Leader(
                        row.getLong(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Duration.ofMillis(row.getLong(4)))));
  }
}
