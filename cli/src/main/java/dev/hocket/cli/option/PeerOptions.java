package dev.hocket.cli.option;

/** Options of GNU parallel and xargs that mean nothing here, and what there is instead. */
public final class PeerOptions {
    private static final String NEEDLESS = "this is the default; leave it out";

    private PeerOptions() {}

    /** Lets a command refuse them with what to write instead. */
    public static void addTo(CommandOptions options) {
        options.instead("use -I STR", "-i", "--replace");
        options.instead("use -n N", "-L", "-l", "--max-lines");
        options.instead("use -n N or -m", "-s", "--max-chars", "-x", "--exit");
        options.instead("use sed '/STR/,$d' or head on the inputs", "-E", "--eof");
        options.instead("use --colsep , or convert quoted columns first", "--csv");
        options.instead("commands read no standard input", "--pipe", "--pipepart", "--pipe-part");
        options.instead("use --line-buffer", "-u", "--ungroup", "--ll");
        options.instead("use --tag", "--tagstring", "--ctag", "--color");
        options.instead("use --resume-failed", "--retry-failed");
        options.instead("use --halt now,fail=1", "--halt-on-error");
        options.instead("use --rate N/TIME or -j N", "--load", "--memfree", "--memsuspend");
        options.instead("use --verbose", "-v", "-t");
        options.instead("use --dry-run, and run what you choose", "-p", "--interactive");
        options.instead("pipe the inputs through shuf", "--shuf");
        options.instead("start hocket itself by nice", "--nice");
        options.instead("use --results DIR or --json", "--files", "--tmpdir", "--outputasfiles");
        options.instead("commands see all variables", "--env", "--record-env");
        options.instead(
                "commands run only on this machine", "-S", "--sshlogin", "--slf", "--sshloginfile");
        addReplacements(options);
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
        options.instead(
                "inputs follow ':::' or '::::'; a command that holds those as words of its own goes"
                        + " into a file",
                "--arg-sep",
                "--arg-file-sep");
        options.instead("use -a FILE", "--argfile");
    }

    private static void addReplacements(CommandOptions options) {
        options.instead(
                "there are {}, {.}, {/}, {//}, {/.}, {#} and {%}; only {} can be changed, by -I",
                "-U",
                "--extensionreplace",
                "--er",
                "--basenamereplace",
                "--bnr",
                "--dirnamereplace",
                "--dnr",
                "--basenameextensionreplace",
                "--bner",
                "--seqreplace",
                "--slotreplace",
                "--rpl",
                "--plus",
                "--parens");
    }
}
