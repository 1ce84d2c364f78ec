package dev.uprev.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A command line as it was run in a test: how it ended and what it wrote. */
record CommandLineResult(int exit, String out, String err) {
    private static final Pattern COLOURS = Pattern.compile("\033\\[[0-9;]*m");

    static CommandLineResult of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program =
                UprevProgram.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = program.execute(arguments);
        return new CommandLineResult(exit, plain(out), plain(err));
    }

    private static String plain(StringWriter text) {
        return COLOURS.matcher(text.toString()).replaceAll("");
    }
}
