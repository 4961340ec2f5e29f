package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.ValueText;
import io.trainmaster.sample.Sample;
import io.trainmaster.sample.SampleFiles;
import io.trainmaster.sample.SampleProgress;
import io.trainmaster.sample.SampleRequest;
import io.trainmaster.sample.Samples;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sample}: makes data to try workflows on. */
@Command
final class SampleCommand extends CliCommand {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "churn, digits …")
  private @Nullable String name;

  @Option(names = "--rows", paramLabel = "N", description = "How many rows or images.")
  private @Nullable Long rows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the content; by default 1.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder to write to; by default data.")
  private Path out = Path.of("data");

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  @Override
  ExitCode execute(Workplace place, Console console) {
    if (name == null) {
      Table table = new Table("SAMPLE", "ROWS", "WHAT IT IS");
      for (Sample sample : Samples.all()) {
        table.row(sample.name(), Long.toString(sample.defaultRows()), sample.description());
      }
      console.print(table);
      return ExitCode.OK;
    }
    Sample sample = find(name);
    long count = rows == null ? sample.defaultRows() : rows;
    if (count < 1 || count > sample.maximumRows()) {
      throw new CommandException(
          ExitCode.USAGE,
          "The sample %s can't have %d rows.".formatted(sample.name(), count),
          "It can have from 1 to " + sample.maximumRows() + ".");
    }
    SampleFiles files = write(sample, new SampleRequest(count, seed, place.resolve(out), force));
    files.files().forEach(file -> console.print(shown(place, file)));
    console.say(
        String.format(
            Locale.ROOT,
            "%,d rows, %s, seed %d",
            files.rows(),
            ValueText.bytes(files.bytes()),
            seed));
    return ExitCode.OK;
  }

  private static String shown(Workplace place, Path file) {
    Path working = place.surroundings().workingDirectory().toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(working)
        ? working.relativize(absolute).toString()
        : absolute.toString();
  }

  private static Sample find(String name) {
    return Samples.find(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "There is no sample " + name + ".",
                    Nearest.to(name, Samples.all().stream().map(Sample::name).toList())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("`trainmaster sample` lists them.")));
  }

  private SampleFiles write(Sample sample, SampleRequest request) {
    try {
      return sample.write(request, SampleProgress.NONE);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "There is a file " + e.getFile() + " already.",
          "Write to another folder, or replace it with --force.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "The sample can't be written to " + out + ": " + e.getMessage() + ".",
          "Check that the folder can be written and has room.");
    }
  }
}
