package dev.hocket.cli.option;

/** Options of GNU parallel and xargs that mean nothing here, and what there is instead. */
public final class PeerOptions {
    private static final String ONE_INPUT =
            "each command gets one input; join several inputs into one line first, for example with"
                    + " paste or xargs -n";
    private static final String NEEDLESS = "this is the default; leave it out";

    private PeerOptions() {}

    /** Lets a command refuse them with what to write instead. */
    public static void addTo(CommandOptions options) {
        options.instead("use -j N", "-P", "--max-procs", "--procs");
        options.instead("write {} where the input goes", "-I", "-i", "--replace");
        options.instead(
                ONE_INPUT,
                "-n",
                "-N",
                "--max-args",
                "--max-replace-args",
                "-L",
                "-l",
                "--max-lines");
        options.instead(ONE_INPUT, "-X", "-m", "-s", "--xargs", "--max-chars", "-x", "--exit");
        options.instead(
                "inputs end with a line break, or with NUL if -0 is given; convert other separators"
                        + " with tr",
                "-d",
                "--delimiter",
                "-E",
                "--eof");
        options.instead(
                "an input is not split into columns; the command can do that, as in 'IFS=, read a"
                        + " b'",
                "-C",
                "--colsep",
                "--trim",
                "--header");
        options.instead("give each combination as one input", "--link", "--xapply");
        options.instead("commands read no standard input", "--pipe", "--pipepart", "--pipe-part");
        options.instead("use --progress bar", "--bar", "--eta");
        options.instead("use --line-buffer", "--lb", "-u", "--ungroup", "--line-buffered", "--ll");
        options.instead("use --tag", "--tagstring", "--ctag", "--color");
        options.instead("use --dry-run", "--dryrun", "--just-print");
        options.instead("use --resume-failed", "--retry-failed");
        options.instead("use --halt now,fail=1", "--halt-on-error");
        options.instead("use --rate N/TIME", "--delay", "--load", "--memfree", "--memsuspend");
        options.instead("use --verbose", "-v", "-t");
        options.instead("change to the folder first", "--wd", "--workdir");
        options.instead("commands see all variables", "--env", "--record-env");
        options.instead(
                "commands run only on this machine", "-S", "--sshlogin", "--slf", "--sshloginfile");
        options.instead(
                NEEDLESS,
                "-r",
                "--no-run-if-empty",
                "-q",
                "--quote",
                "--group",
                "--will-cite",
                "--bibtex",
                "--citation",
                "--gnu");
        options.instead("use -a FILE", "--arg-sep", "--arg-file-sep", "--argfile");
    }
}
