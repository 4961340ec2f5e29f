package io.trainmaster.lsp;

import io.trainmaster.dsl.check.BlockWords;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import io.trainmaster.dsl.type.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;

/** What can be written where the cursor is. */
final class Completions {

  private final Analysis analysis;
  private final Context context;
  private final boolean snippets;

  Completions(Analysis analysis, int offset, boolean snippets) {
    this.analysis = analysis;
    this.context = Context.at(analysis, offset);
    this.snippets = snippets;
  }

  List<CompletionItem> list() {
    return switch (context.kind()) {
      case COMMENT -> List.of();
      case TEXT -> new TextCompletions(analysis, context, items(context.word())).list();
      case INSERTION -> insertion();
      case CODE -> code();
    };
  }

  private Items items(Span replaced) {
    return new Items(analysis.file(), replaced, snippets);
  }

  private List<CompletionItem> insertion() {
    if (!context.qualifier().isEmpty()) {
      return fields().map(Items::list).orElse(List.of());
    }
    Items items = items(context.word());
    new Values(analysis, context, items).visible();
    return items.list();
  }

  private List<CompletionItem> code() {
    if (!context.qualifier().isEmpty()) {
      Optional<Items> fields = fields();
      if (fields.isPresent()) {
        return fields.get().list();
      }
    }
    Items items = items(context.path());
    if (context.previous() == TokenKind.NUMBER) {
      units(items);
      return items.list();
    }
    Optional<Frame> frame = context.frame();
    if (frame.isEmpty() && context.line().isEmpty()) {
      fileItems(items);
    } else if (isType(frame)) {
      types(items);
    } else if (frame.isPresent()) {
      new FrameCompletions(analysis, context, items).add(frame.get());
    }
    return items.list();
  }

  /** What can be read off the value before the dot; empty where that is no value. */
  private Optional<Items> fields() {
    String path = context.qualifier().substring(0, context.qualifier().length() - 1);
    List<String> names = List.of(path.split("\\.", -1));
    Optional<Symbol> first =
        analysis.model().visible(context.offset()).stream()
            .filter(symbol -> symbol.name().equals(names.get(0)))
            .findFirst();
    Fields fields = new Fields(analysis);
    Optional<Type> type = first.map(Symbol::type);
    for (String name : names.subList(1, names.size())) {
      type = type.flatMap(fields::of).map(known -> known.get(name));
    }
    return type.map(
        found -> {
          Items items = items(context.word());
          fields
              .of(found)
              .ifPresent(
                  known ->
                      known.forEach(
                          (name, field) ->
                              items.word(
                                  Names.written(name),
                                  CompletionItemKind.Field,
                                  field.isUnknown() ? "" : field.text(),
                                  "")));
          return items;
        });
  }

  private static void units(Items items) {
    for (Unit unit : Unit.values()) {
      items.word(unit.word(), CompletionItemKind.Unit, unit.kind().word(), "");
    }
  }

  private static void fileItems(Items items) {
    items.keyword("workflow", "workflow ${1:name}(${2:data: Path}) {\n\t$0\n}");
    items.keyword("schema", "schema ${1:Name} {\n\t$0\n}");
    items.keyword("test", "test \"${1:it works}\" {\n\t$0\n}");
    items.keyword("operator", "operator ${1:name}($2) -> ${3:File} {\n\t$0\n}");
    items.keyword("import", "import \"${1:other.train}\" as ${2:name}");
    items.keyword("edition", "edition 1");
  }

  private boolean isType(Optional<Frame> frame) {
    TokenKind before = context.previous();
    boolean parameters = frame.isPresent() && frame.get() instanceof Frame.Parameters;
    boolean generic = before == TokenKind.LESS && (parameters || frame.isEmpty());
    return before == TokenKind.ARROW && (parameters || frame.isEmpty())
        || before == TokenKind.COLON && parameters
        || generic;
  }

  private void types(Items items) {
    if (context.previous() == TokenKind.LESS) {
      schemas(items, analysis);
    }
    for (String name : new TreeSet<>(analysis.catalogue().typeNames())) {
      String fields =
          analysis
              .catalogue()
              .fields(name)
              .map(known -> String.join(", ", known.keySet()))
              .orElse("");
      items.word(name, CompletionItemKind.Class, fields, "");
    }
    TypeReader.NOMINAL.stream()
        .sorted()
        .forEach(name -> items.word(name, CompletionItemKind.Class, "", ""));
    items.word("List", CompletionItemKind.Class, "", "");
    Arrays.stream(ScalarKind.values())
        .forEach(kind -> items.word(kind.word(), CompletionItemKind.Class, "", ""));
  }

  static void schemas(Items items, Analysis analysis) {
    for (Symbol symbol : analysis.model().declarations()) {
      if (symbol.kind() == Symbol.Kind.SCHEMA) {
        items.word(symbol.name(), CompletionItemKind.Struct, symbol.text(), symbol.documentation());
      }
    }
  }

  /** All the words that begin a line of a body, besides operators. */
  static List<String> lineKeys(Frame.Body.Place place) {
    return switch (place) {
      case WORKFLOW -> BlockWords.workflow();
      case LOOP -> BlockWords.loop();
      case BRANCH -> List.of();
    };
  }
}
