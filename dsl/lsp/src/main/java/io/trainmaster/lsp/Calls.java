package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.List;
import java.util.Optional;

/** What is called where the cursor is, by the brackets that are open there. */
final class Calls {

  private final Analysis analysis;
  private final List<Frame> frames;

  Calls(Analysis analysis, List<Frame> frames) {
    this.analysis = analysis;
    this.frames = frames;
  }

  /** Something that takes arguments. */
  record Callee(
      String name, List<ParameterSignature> parameters, String result, String documentation) {
    Callee {
      parameters = List.copyOf(parameters);
    }

    static Callee of(OperatorSignature operator) {
      return new Callee(
          operator.name(),
          operator.parameters(),
          " -> " + operator.result().text(),
          operator.documentation());
    }

    static Callee of(BlockKey key) {
      return new Callee(key.name(), key.parameters(), "", key.documentation());
    }

    /** The parameter that an argument belongs to. */
    Optional<ParameterSignature> parameter(Optional<String> name, int position) {
      if (name.isPresent()) {
        return parameters.stream().filter(one -> one.name().equals(name.get())).findFirst();
      }
      return position < parameters.size()
          ? Optional.of(parameters.get(position))
          : Optional.empty();
    }
  }

  /** What some arguments in parentheses are given to. */
  Optional<Callee> callee(Frame.Arguments arguments) {
    return method(arguments.callee())
        .or(() -> analysis.operator(arguments.callee()).map(Callee::of))
        .or(() -> search(arguments.callee()));
  }

  /** A call that the key of the line gives meaning to, such as {@code adam(rate: 0.1)}. */
  private Optional<Callee> method(String name) {
    return blockKeys().stream()
        .flatMap(key -> key.calls().stream())
        .filter(call -> call.name().equals(name))
        .map(call -> new Callee(call.name(), call.parameters(), "", call.documentation()))
        .findFirst();
  }

  private static Optional<Callee> search(String name) {
    if (!name.equals("random")) {
      return Optional.empty();
    }
    List<ParameterSignature> parameters =
        List.of(
            new ParameterSignature("trials", Type.INT, Optional.empty(), ""),
            new ParameterSignature("seed", Type.INT, Optional.of(new Value.Int(1)), ""));
    return Optional.of(new Callee("random", parameters, "", Words.documentation("search.random")));
  }

  /** The operator whose block is open. */
  Optional<OperatorSignature> operator() {
    return block().flatMap(block -> analysis.operator(block.operator()));
  }

  private Optional<Frame.CallBlock> block() {
    return frames.stream()
        .filter(frame -> frame instanceof Frame.CallBlock)
        .map(frame -> (Frame.CallBlock) frame)
        .findFirst();
  }

  /** The keys of the block that is open: those of the operator, or those inside of one of them. */
  List<BlockKey> blockKeys() {
    List<BlockKey> keys = operator().map(OperatorSignature::keys).orElse(List.of());
    for (int i = frames.size() - 1; i >= 0; i--) {
      if (frames.get(i) instanceof Frame.KeyBlock inner) {
        keys = BlockKey.find(keys, inner.key()).map(BlockKey::keys).orElse(List.of());
      }
    }
    return keys;
  }

  /** The columns that can be named where the cursor is. */
  Optional<List<Column>> columns(Optional<Frame.Arguments> arguments) {
    return arguments
        .flatMap(call -> analysis.model().callNamedAt(call.name().start()))
        .or(() -> block().flatMap(open -> analysis.model().callNamedAt(open.name().start())))
        .flatMap(SemanticModel.Call::columns);
  }
}
