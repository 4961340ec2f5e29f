package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.track.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry's tables. */
final class ModelTables {

  private static final String COLUMNS =
      "SELECT name, version, model, report, run_id, task_id, registered_at FROM model_version ";

  private final Session session;

  ModelTables(Session session) {
    this.session = session;
  }

  /** Gives the model the next version of its name, unless its task has one. */
  void register(ModelVersion model) throws SQLException {
    if (ofTask(model.run(), model.task()).isPresent()) {
      return;
    }
    int version =
        (int)
            session.number(
                "SELECT coalesce(max(version), 0) + 1 FROM model_version WHERE name = ?",
                model.name());
    session.update(
        "INSERT INTO model_version (name, version, model, report, run_id, task_id, registered_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        model.name(),
        version,
        ModelJson.write(model.model()),
        model.report().map(ModelJson::write).orElse(null),
        model.run().value(),
        model.task().value(),
        model.registeredAt());
    for (String alias : model.aliases()) {
      setAlias(model.name(), alias, version);
    }
    for (Map.Entry<String, String> tag : model.tags().entrySet()) {
      setTag(model.name(), version, tag.getKey(), tag.getValue());
    }
  }

  boolean setAlias(String name, String alias, int version) throws SQLException {
    if (isMissing(name, version)) {
      return false;
    }
    session.update(
        "INSERT INTO model_alias (name, alias, version) VALUES (?, ?, ?)"
            + " ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version",
        name,
        alias,
        version);
    return true;
  }

  boolean setTag(String name, int version, String key, String value) throws SQLException {
    if (isMissing(name, version)) {
      return false;
    }
    session.update(
        "INSERT INTO model_tag (name, version, key, value) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value",
        name,
        version,
        key,
        value);
    return true;
  }

  List<ModelVersion> all(Optional<String> name) throws SQLException {
    List<ModelVersion> bare =
        name.isPresent()
            ? session.list(
                COLUMNS + "WHERE name = ? ORDER BY version DESC", ModelTables::bare, name.get())
            : session.list(COLUMNS + "ORDER BY name, version DESC", ModelTables::bare);
    List<ModelVersion> whole = new ArrayList<>(bare.size());
    for (ModelVersion model : bare) {
      whole.add(withNames(model));
    }
    return whole;
  }

  Optional<ModelVersion> ofTask(RunId run, TaskId task) throws SQLException {
    Optional<ModelVersion> bare =
        session.first(
            COLUMNS + "WHERE run_id = ? AND task_id = ?",
            ModelTables::bare,
            run.value(),
            task.value());
    return bare.isPresent() ? Optional.of(withNames(bare.get())) : bare;
  }

  Optional<ModelVersion> aliased(String name, String alias) throws SQLException {
    Optional<ModelVersion> bare =
        session.first(
            COLUMNS
                + "WHERE name = ? AND version ="
                + " (SELECT version FROM model_alias WHERE name = ? AND alias = ?)",
            ModelTables::bare,
            name,
            name,
            alias);
    return bare.isPresent() ? Optional.of(withNames(bare.get())) : bare;
  }

  List<ModelVersion> after(String name, int version) throws SQLException {
    List<ModelVersion> whole = new ArrayList<>();
    for (ModelVersion bare :
        session.list(
            COLUMNS + "WHERE name = ? AND version > ? ORDER BY version",
            ModelTables::bare,
            name,
            version)) {
      whole.add(withNames(bare));
    }
    return whole;
  }

  private boolean isMissing(String name, int version) throws SQLException {
    return session.number(
            "SELECT count(*) FROM model_version WHERE name = ? AND version = ?", name, version)
        == 0;
  }

  private ModelVersion withNames(ModelVersion bare) throws SQLException {
    List<String> aliases =
        session.list(
            "SELECT alias FROM model_alias WHERE name = ? AND version = ? ORDER BY alias",
            row -> row.getString(1),
            bare.name(),
            bare.version());
    Map<String, String> tags = new LinkedHashMap<>();
    session.list(
        "SELECT key, value FROM model_tag WHERE name = ? AND version = ? ORDER BY key",
        row -> tags.put(row.getString(1), row.getString(2)),
        bare.name(),
        bare.version());
    return new ModelVersion(
        bare.name(),
        bare.version(),
        bare.model(),
        bare.report(),
        bare.run(),
        bare.task(),
        aliases,
        tags,
        bare.registeredAt());
  }

  /** The version without its aliases and tags, which are in tables of their own. */
  private static ModelVersion bare(ResultSet row) throws SQLException {
    @Nullable String report = row.getString("report");
    return new ModelVersion(
        row.getString("name"),
        row.getInt("version"),
        ModelJson.read(row.getString("model"), Value.Artifact.class),
        Optional.ofNullable(report).map(json -> ModelJson.read(json, Value.Artifact.class)),
        new RunId(row.getString("run_id")),
        new TaskId(row.getString("task_id")),
        List.of(),
        Map.of(),
        Session.instant(row, "registered_at"));
  }
}
