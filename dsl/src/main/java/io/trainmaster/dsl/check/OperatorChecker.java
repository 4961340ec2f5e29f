package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks an operator that a file declares: what it runs, and what that gives. */
final class OperatorChecker {

  private static final List<String> POLICY =
      List.of("resources", "retry", "timeout", "deadline", "limit");
  private static final String OUTPUTS = "outputs";
  private static final String RUN = "run";
  private static final Type TEXTS = new Type.ListOf(Type.STRING);

  private final FileScope file;
  private final Diagnostics diagnostics;
  private final TaskList tasks;
  private final ItemSyntax.Operator operator;
  private final OperatorSignature signature;
  private final Map<String, String> later = new LinkedHashMap<>();
  private final Set<String> optional = new HashSet<>();
  private final List<String> files = new ArrayList<>();
  private final Map<String, Type> values = new LinkedHashMap<>();

  OperatorChecker(FileScope file, ItemSyntax.Operator operator, OperatorSignature signature) {
    this.file = file;
    this.diagnostics = file.diagnostics();
    this.tasks = TaskList.none(file);
    this.operator = operator;
    this.signature = signature;
  }

  UserOperator check() {
    result();
    List<EntrySyntax> policy = new ArrayList<>();
    List<EntrySyntax> own = new ArrayList<>();
    operator.block().map(BlockSyntax::entries).orElse(List.of()).stream()
        .forEach(entry -> (POLICY.contains(entry.key().text()) ? policy : own).add(entry));
    List<EntrySpec> entries =
        new BlockChecker(expressions())
            .check(own, signature.withKeys(keys()), POLICY, Optional.empty());
    require(own, RUN, "run [\"program\", \"argument\"]");
    if (!files.isEmpty()) {
      String shown = files.get(0).isEmpty() ? "" : files.get(0) + ": ";
      require(own, OUTPUTS, "outputs " + shown + "\"file\"");
    }
    if (own.stream().anyMatch(entry -> entry.key().text().equals("image"))) {
      later.put("the image of `" + signature.name() + "`", Release.SERVING);
    }
    return new UserOperator(
        signature,
        command(entries),
        block(entries),
        new PolicyChecker(diagnostics, tasks).check(policy, "`" + signature.name() + "`", true),
        later);
  }

  private ExpressionChecker expressions() {
    Map<String, Typed> parameters = new LinkedHashMap<>();
    for (ParameterSignature parameter : signature.parameters()) {
      Expression value = new Expression.Parameter(parameter.name());
      parameters.put(parameter.name(), Typed.of(parameter.type(), value));
    }
    return new ExpressionChecker(
        file, new ParameterScope(parameters, Optional.empty()), tasks, this::call);
  }

  /** Nothing but a secret can be called while a command is put together. */
  private Typed call(ExpressionSyntax.Call call) {
    if (call.name().text().equals(Secrets.NAME)) {
      return new Secrets(expressions()).secret(WrittenCall.of(call));
    }
    diagnostics.add(
        Code.NOT_CONSTANT,
        call.name().span(),
        "The block of an operator calls nothing; a task's result is given to it as an argument.");
    return Typed.FAULTY;
  }

  private void require(List<EntrySyntax> entries, String key, String line) {
    if (entries.stream().anyMatch(entry -> isMeant(entry.key().text(), key))) {
      return;
    }
    Diagnostic diagnostic =
        new Diagnostic(
            Code.MISSING_KEY,
            "The operator `" + signature.name() + "` needs `" + key + "` in its block.",
            operator.name().span());
    diagnostics.add(
        operator
            .block()
            .map(block -> diagnostic.withMend(PolicyChecker.addLine(block, line)))
            .orElse(diagnostic));
  }

  /** A key that is there but for a slip is told of where it stands, and not again. */
  private static boolean isMeant(String written, String key) {
    return written.equals(key) || Nearest.to(written, List.of(key)).isPresent();
  }

  /** What the command must leave behind, read off the type of the result. */
  private void result() {
    Type type = signature.result();
    if (type instanceof Type.RecordOf fields) {
      fields.fields().forEach(this::field);
    } else {
      field("", type);
    }
  }

  private void field(String name, Type type) {
    Type present = type.present();
    if (type.isMaybe()) {
      optional.add(name);
    }
    if (present.is("File")) {
      files.add(name);
    } else if (present.is("Dataset")) {
      files.add(name);
      later.put("an operator of a file that gives a Dataset", Release.UNATTENDED);
    } else if (present.scalar().filter(OperatorChecker::isValue).isPresent()) {
      values.put(name.isEmpty() ? UserOperator.VALUE : name, type);
    } else if (!present.isUnknown()) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          operator.result().span(),
          "A command gives files, values and records of them, not " + present.text() + ".");
    }
  }

  private static boolean isValue(ScalarKind kind) {
    return switch (kind) {
      case INT, FLOAT, BOOL, STRING, DATE, INSTANT, URI -> true;
      default -> false;
    };
  }

  private List<BlockKey> keys() {
    List<BlockKey> keys = new ArrayList<>();
    keys.add(key(RUN, List.of(text("command", TEXTS)), false));
    keys.add(key("env", List.of(text("name", Type.STRING), text("value", Type.STRING)), true));
    Type path = new Type.Scalar(ScalarKind.PATH, Optional.empty());
    keys.add(key("files", List.of(text("paths", new Type.ListOf(path))), false));
    keys.add(key("image", List.of(text("name", Type.STRING)), false));
    if (!files.isEmpty()) {
      keys.add(
          key(
              OUTPUTS,
              files.stream()
                  .map(name -> text(name.isEmpty() ? "path" : name, Type.STRING))
                  .toList(),
              false));
    }
    return keys;
  }

  private static BlockKey key(String name, List<ParameterSignature> parameters, boolean repeats) {
    return new BlockKey(name, parameters, List.of(), List.of(), List.of(), repeats, "");
  }

  private static ParameterSignature text(String name, Type type) {
    return new ParameterSignature(name, type, Optional.empty(), "");
  }

  private Expression command(List<EntrySpec> entries) {
    for (EntrySpec entry : entries) {
      if (entry.key().equals(RUN)) {
        Expression words =
            entry.positional().isEmpty()
                ? entry.named().getOrDefault("command", new Expression.Items(List.of()))
                : entry.positional().get(0);
        return words instanceof Expression.Items items
            ? new Expression.Items(items.items().stream().map(this::word).toList())
            : words;
      }
    }
    return new Expression.Items(List.of());
  }

  /** Where a text holds an artifact, only the task knows where that lies. */
  private Expression word(Expression word) {
    if (!(word instanceof Expression.Interpolation text)
        || text.parts().stream().noneMatch(this::isArtifact)) {
      return word;
    }
    List<Expression> parts = new ArrayList<>();
    for (Expression part : text.parts()) {
      parts.add(isArtifact(part) ? part : new Expression.Interpolation(List.of(part)));
    }
    return new Expression.Call("text", parts, Map.of());
  }

  private boolean isArtifact(Expression part) {
    return part instanceof Expression.Parameter parameter
        && signature
            .parameter(parameter.name())
            .filter(known -> known.type().present() instanceof Type.Nominal)
            .isPresent();
  }

  private List<EntrySpec> block(List<EntrySpec> entries) {
    List<EntrySpec> block = new ArrayList<>();
    for (EntrySpec entry : entries) {
      if (entry.key().equals(OUTPUTS) && signature.result() instanceof Type.RecordOf) {
        outputs(entry)
            .forEach(
                (name, path) ->
                    block.add(entry("output", literal(name), path, optional.contains(name))));
      } else if (entry.key().equals(OUTPUTS) && optional.contains("")) {
        block.add(entry(OUTPUTS, outputs(entry).getOrDefault("path", literal("")), true));
      } else if (!entry.key().equals(RUN) && !entry.key().equals("image")) {
        block.add(entry);
      }
    }
    values.forEach(
        (name, type) ->
            block.add(
                entry("value", literal(name), literal(word(type.present())), type.isMaybe())));
    return block;
  }

  private Map<String, Expression> outputs(EntrySpec entry) {
    Map<String, Expression> outputs = new LinkedHashMap<>();
    for (int i = 0; i < entry.positional().size(); i++) {
      String name = files.get(i);
      outputs.put(name.isEmpty() ? "path" : name, entry.positional().get(i));
    }
    outputs.putAll(entry.named());
    return outputs;
  }

  private static String word(Type type) {
    return type.scalar().map(ScalarKind::word).orElse("");
  }

  private static EntrySpec entry(String key, Expression first, Expression second, boolean maybe) {
    Expression third = new Expression.Literal(new Value.Bool(maybe));
    return new EntrySpec(key, Optional.empty(), List.of(first, second, third), Map.of(), List.of());
  }

  private static EntrySpec entry(String key, Expression first, boolean maybe) {
    Expression second = new Expression.Literal(new Value.Bool(maybe));
    return new EntrySpec(key, Optional.empty(), List.of(first, second), Map.of(), List.of());
  }

  private static Expression literal(String text) {
    return new Expression.Literal(Value.text(text));
  }
}
