package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Tuple;

/** Shows the signature of what is called, with the argument that is being written. */
final class SignatureHints {

  private final Analysis analysis;

  SignatureHints(Analysis analysis) {
    this.analysis = analysis;
  }

  Optional<SignatureHelp> at(int offset) {
    Context context = Context.at(analysis, offset);
    Calls calls = new Calls(analysis, context.frames());
    Optional<Frame> frame = context.frame();
    if (frame.isPresent() && frame.get() instanceof Frame.Arguments arguments) {
      return calls
          .callee(arguments)
          .map(callee -> help(callee, arguments.current(), arguments.position()));
    } else if (frame.isPresent() && !context.line().isEmpty()) {
      return BlockKey.find(calls.blockKeys(), context.key())
          .filter(key -> !key.parameters().isEmpty())
          .map(key -> entry(key, context.line()));
    }
    return Optional.empty();
  }

  /** The values of an entry stand in no parentheses. */
  private static SignatureHelp entry(BlockKey key, List<Token> line) {
    int position = 0;
    Optional<String> name = Optional.empty();
    for (int i = 0; i < line.size(); i++) {
      if (line.get(i).kind() == TokenKind.COMMA) {
        position++;
        name = Optional.empty();
      } else if (line.get(i).kind() == TokenKind.COLON && i > 0) {
        name = Optional.of(line.get(i - 1).text());
      }
    }
    return help(Calls.Callee.of(key), name, position);
  }

  private static SignatureHelp help(Calls.Callee callee, Optional<String> name, int position) {
    StringBuilder label = new StringBuilder(callee.name()).append('(');
    List<ParameterInformation> parameters = new ArrayList<>();
    for (ParameterSignature parameter : callee.parameters()) {
      label.append(parameters.isEmpty() ? "" : ", ");
      int start = label.length();
      label.append(parameter.text());
      ParameterInformation information = new ParameterInformation();
      information.setLabel(Either.forRight(Tuple.two(start, label.length())));
      if (!parameter.documentation().isEmpty()) {
        information.setDocumentation(
            new MarkupContent(MarkupKind.MARKDOWN, parameter.documentation()));
      }
      parameters.add(information);
    }
    label.append(')').append(callee.result());
    SignatureInformation signature = new SignatureInformation(label.toString());
    signature.setParameters(parameters);
    signature.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, callee.documentation()));
    int active = callee.parameter(name, position).map(callee.parameters()::indexOf).orElse(-1);
    SignatureHelp help = new SignatureHelp(List.of(signature), 0, Math.max(active, 0));
    if (active < 0) {
      help.setActiveParameter(null);
    }
    return help;
  }
}
