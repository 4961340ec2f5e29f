package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.BlockWords;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CompletionItemKind;

/** Offers what can stand inside of a bracket: arguments, statements, keys and their values. */
final class FrameCompletions {

  private final Analysis analysis;
  private final Context context;
  private final Items items;
  private final Values values;
  private final Calls calls;

  FrameCompletions(Analysis analysis, Context context, Items items) {
    this.analysis = analysis;
    this.context = context;
    this.items = items;
    this.values = new Values(analysis, context, items);
    this.calls = new Calls(analysis, context.frames());
  }

  void add(Frame frame) {
    if (frame instanceof Frame.Arguments arguments) {
      arguments(arguments);
    } else if (frame instanceof Frame.Body body) {
      statement(body.place());
    } else if (frame instanceof Frame.CallBlock block) {
      callBlock(block);
    } else if (frame instanceof Frame.KeyBlock block) {
      keyBlock(block);
    } else if (frame instanceof Frame.ItemBlock block && block.item().equals("test")) {
      test();
    }
  }

  private void arguments(Frame.Arguments arguments) {
    Optional<Calls.Callee> callee = calls.callee(arguments);
    if (callee.isEmpty()) {
      boolean event =
          context.frames().size() > 1 && BlockWords.questions().contains(arguments.callee());
      if (event) {
        tasks();
      } else {
        values.any();
      }
      return;
    }
    List<ParameterSignature> parameters = callee.get().parameters();
    Optional<ParameterSignature> parameter =
        callee.get().parameter(arguments.current(), arguments.position());
    boolean begins =
        context.previous() == TokenKind.OPEN_PARENTHESIS
            || context.previous() == TokenKind.COMMA
            || context.line().isEmpty();
    boolean named = begins && context.frames().get(0).equals(arguments);
    if (named && !arguments.given().isEmpty()) {
      names(parameters, arguments);
    }
    parameter.ifPresent(one -> values.of(one.type(), calls.columns(Optional.of(arguments))));
    if (named) {
      names(parameters, arguments);
    }
    values.any();
  }

  private void names(List<ParameterSignature> parameters, Frame.Arguments arguments) {
    for (int i = arguments.given().isEmpty() ? arguments.position() : 0;
        i < parameters.size();
        i++) {
      if (!arguments.given().contains(parameters.get(i).name())) {
        items.argument(parameters.get(i));
      }
    }
  }

  private void statement(Frame.Body.Place place) {
    if (context.line().isEmpty()) {
      begin(place);
      return;
    }
    TokenKind first = context.line().get(0).kind();
    TokenKind before = context.previous();
    if (first == TokenKind.REQUIRE && before == TokenKind.ELSE) {
      items.keyword("skip", "skip \"${1:why}\"");
      items.keyword("fail", "fail \"${1:why}\"");
    } else if (before == TokenKind.TUNE) {
      values.operators();
    } else if (context.line().stream().anyMatch(token -> token.kind() == TokenKind.AFTER)) {
      values.visible();
    } else if (context.key().equals("on") && context.line().size() == 1) {
      BlockWords.events().forEach(event -> items.word(event, CompletionItemKind.Event, "", ""));
    } else if (before.isInfix() || startsValue(before)) {
      values.any();
      tune(before);
    } else {
      following(first);
    }
  }

  private static boolean startsValue(TokenKind before) {
    return switch (before) {
      case ASSIGN, RETURN, YIELD, REQUIRE, IF, NOT, COMMA, IN, AND, OR, COLON -> true;
      default -> false;
    };
  }

  private void tune(TokenKind before) {
    if (before == TokenKind.ASSIGN || before == TokenKind.RETURN) {
      items.keyword("tune", "tune ");
      items.keyword("if", "if ${1:condition} {\n\t$0\n}");
      items.keyword("for", "for ${1:item} in ${2:items} {\n\t$0\n}");
    }
  }

  /** After a whole value. */
  private void following(TokenKind first) {
    if (first == TokenKind.REQUIRE || first == TokenKind.IF) {
      items.keyword("else", "else ");
      items.keyword("and", "and ");
      items.keyword("or", "or ");
      items.keyword("in", "in ");
    } else {
      items.keyword("after", "after ");
    }
  }

  private void begin(Frame.Body.Place place) {
    Completions.lineKeys(place).forEach(key -> items.key(group(place), key, snippet(key)));
    items.keyword("require", "require ${1:condition} else ${2|skip,fail|} \"${3:why}\"");
    items.keyword("return", "return ");
    items.keyword("if", "if ${1:condition} {\n\t$0\n}");
    items.keyword("for", "for ${1:item} in ${2:items} {\n\t$0\n}");
    if (place != Frame.Body.Place.WORKFLOW) {
      items.keyword("yield", "yield ");
    }
    items.keyword("finally", "finally {\n\t$0\n}");
    items.keyword("tune", "tune ");
    values.operators();
  }

  private static String group(Frame.Body.Place place) {
    return place == Frame.Body.Place.LOOP ? "loop" : "workflow";
  }

  private void callBlock(Frame.CallBlock block) {
    Optional<OperatorSignature> operator = calls.operator();
    String key = context.key();
    if (context.line().isEmpty()) {
      operator.ifPresent(known -> ownKeys(known, block));
      BlockWords.policy().forEach(word -> items.key("policy", word, snippet(word)));
    } else if (block.searched() && key.equals("search")) {
      searches();
    } else if (block.searched() && (key.equals("maximize") || key.equals("minimize"))) {
      operator.ifPresent(
          known ->
              known
                  .metrics()
                  .forEach(metric -> items.word(metric, CompletionItemKind.EnumMember, "", "")));
    } else {
      entryValue(key, operator);
    }
  }

  private void ownKeys(OperatorSignature operator, Frame.CallBlock block) {
    if (block.searched()) {
      BlockWords.tune().forEach(word -> items.key("tune", word, snippet(word)));
    }
    operator.keys().forEach(items::key);
    if (operator.conditions().isPresent()) {
      for (Column column : calls.columns(Optional.empty()).orElse(List.of())) {
        items.word(
            Names.written(column.name()), CompletionItemKind.Field, Values.detail(column), "");
      }
      items.key("conditions", "rows", "rows >= ");
    }
  }

  private void searches() {
    if (context.line().size() == 1) {
      for (String search : BlockWords.searches()) {
        items.key(
            "search",
            search,
            search.equals("random")
                ? "random(trials: ${1:20}) {\n\t$0\n}"
                : search + " {\n\t$0\n}");
      }
    }
  }

  /** What follows the key of an operator's block, or a column that has a condition. */
  private void entryValue(String key, Optional<OperatorSignature> operator) {
    Optional<BlockKey> known = BlockKey.find(calls.blockKeys(), key);
    if (known.isPresent()) {
      entryArguments(known.get());
    } else if (operator.flatMap(OperatorSignature::conditions).isPresent()
        && context.line().size() == 1) {
      operator
          .flatMap(OperatorSignature::conditions)
          .ifPresent(
              conditions ->
                  conditions
                      .measures()
                      .forEach(word -> items.word(word, CompletionItemKind.EnumMember, "", "")));
      items.keyword("in", "in ");
    } else if (!BlockWords.policy().contains(key)) {
      values.visible();
    }
  }

  private void entryArguments(BlockKey key) {
    int position = 0;
    Optional<String> name = Optional.empty();
    for (Token token : context.line()) {
      if (token.kind() == TokenKind.COMMA) {
        position++;
        name = Optional.empty();
      } else if (token.kind() == TokenKind.NAME) {
        name = Optional.of(token.text());
      }
    }
    boolean named = context.previous() == TokenKind.COLON;
    Optional<ParameterSignature> parameter =
        Calls.Callee.of(key).parameter(named ? name : Optional.empty(), position);
    key.calls().forEach(call -> items.call(call.name(), call.parameters(), call.documentation()));
    parameter.ifPresent(one -> values.of(one.type(), calls.columns(Optional.empty())));
    if (!named) {
      key.parameters().forEach(items::argument);
    }
  }

  private void keyBlock(Frame.KeyBlock block) {
    boolean begins = context.line().isEmpty();
    switch (block.key()) {
      case "resources" -> keys(begins, "resources", BlockWords.resources());
      case "retry" -> retry(begins);
      case "schedule" -> schedule(begins);
      case "on" -> keys(begins, "on", List.of("set", "cooldown"));
      case "search" -> dimensions(begins);
      case "fake" -> fake(begins, block);
      default -> inner(begins, block);
    }
  }

  private void keys(boolean begins, String group, List<String> keys) {
    if (begins) {
      keys.forEach(key -> items.key(group, key, snippet(key)));
    }
  }

  private void retry(boolean begins) {
    if (begins) {
      BlockWords.outcomes().forEach(outcome -> items.key("retry", outcome, outcome + " ${1:1}"));
    } else if (context.previous() == TokenKind.COMMA) {
      items.key("retry", "backoff", "backoff: ${1:10 s} .. ${2:5 min}");
    }
  }

  private void schedule(boolean begins) {
    keys(begins, "schedule", BlockWords.schedule());
    if (!begins && context.line().size() == 1) {
      List<String> words =
          switch (context.key()) {
            case "misfire" -> BlockWords.misfire();
            case "overlap" -> BlockWords.overlap();
            default -> List.of();
          };
      words.forEach(word -> items.word(word, CompletionItemKind.EnumMember, "", ""));
    }
  }

  /** The parameters of the operator that can vary. */
  private void dimensions(boolean begins) {
    for (ParameterSignature parameter :
        calls.operator().map(OperatorSignature::parameters).orElse(List.of())) {
      if (begins && parameter.type().present().scalar().isPresent()) {
        items.word(
            parameter.name(),
            CompletionItemKind.Field,
            parameter.text(),
            parameter.documentation());
      }
    }
  }

  private void fake(boolean begins, Frame.KeyBlock block) {
    keys(begins, "fake", BlockWords.fake());
    if (begins && !block.values().isEmpty()) {
      analysis
          .operator(block.values().get(0))
          .flatMap(signature -> new Fields(analysis).of(signature.result()))
          .ifPresent(
              fields ->
                  fields.forEach(
                      (name, type) -> items.word(name, CompletionItemKind.Field, type.text(), "")));
    }
  }

  private void inner(boolean begins, Frame.KeyBlock block) {
    boolean rule =
        context.frames().size() > 1
            && context.frames().get(1) instanceof Frame.KeyBlock outer
            && outer.key().equals("retry");
    if (rule && begins) {
      BlockWords.edits().forEach(key -> items.key("resources", key, key + " *= ${1:2}"));
    } else if (begins) {
      calls.blockKeys().forEach(items::key);
    } else if (!block.key().isEmpty()) {
      entryValue(context.key(), Optional.empty());
    }
  }

  private void test() {
    String key = context.key();
    if (context.line().isEmpty()) {
      BlockWords.test().forEach(word -> items.key("test", word, word + " "));
    } else if (key.equals("fake") && context.line().size() == 1) {
      analysis
          .catalogue()
          .operators()
          .values()
          .forEach(
              one ->
                  items.word(
                      one.name(), CompletionItemKind.Function, one.text(), one.documentation()));
    } else if (key.equals("run") && context.line().size() == 1) {
      workflows();
    } else if (key.equals("assert")) {
      BlockWords.questions()
          .forEach(question -> items.key("assert", question, question + "(${1:task})"));
      items.keyword("not", "not ");
    }
  }

  private void workflows() {
    analysis.model().declarations().stream()
        .filter(symbol -> symbol.kind() == Symbol.Kind.WORKFLOW)
        .forEach(
            symbol ->
                items.word(
                    symbol.name() + "()",
                    CompletionItemKind.Function,
                    symbol.text(),
                    symbol.documentation()));
  }

  private void tasks() {
    analysis.model().declarations().stream()
        .filter(symbol -> symbol.kind() == Symbol.Kind.BINDING)
        .forEach(items::value);
  }

  /** How a key of the language's own is begun. */
  private static String snippet(String key) {
    return switch (key) {
      case "schedule" -> "schedule {\n\tcron \"${1:0 2 * * *}\"\n\tzone \"${2:UTC}\"\n}";
      case "resources" -> "resources { cpu ${1:2}; memory ${2:4 GiB} }";
      case "retry" -> "retry { lost ${1:3}; error ${2:1} }";
      case "timeout" -> "timeout ${1:10 min}";
      case "deadline" -> "deadline ${1:2 h}";
      case "cooldown" -> "cooldown ${1:6 h}";
      case "budget" -> "budget ${1:40 cpu_h}, per: ${2:month}";
      case "limit" -> "limit \"${1:warehouse}\"";
      case "cron" -> "cron \"${1:0 2 * * *}\"";
      case "every" -> "every ${1:15 min}";
      case "zone" -> "zone \"${1:Europe/Vilnius}\"";
      case "gpu.memory" -> "gpu.memory >= ${1:16 GB}";
      case "gpu.model" -> "gpu.model in [\"${1:A100}\"]";
      case "memory" -> "memory ${1:4 GiB}";
      case "within" -> "within ${1:10 min}";
      case "fail" -> "fail \"${1:why}\", outcome: ${2:error}, times: ${3:1}";
      case "takes" -> "takes ${1:5 min}";
      default -> key + " ";
    };
  }
}
