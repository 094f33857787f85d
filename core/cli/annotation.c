/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/annotation.h"

#include "project/annotate.h"

int steg_annotation_tell(steg_session *session, const steg_annotation *annotation, steg_tree *receipt,
                         steg_error *err) {
  char clean[256];
  const steg_findings *findings = &steg_import_result_of(annotation->import)->findings;
  steg_arena *arena = session->project->arena;
  const char *name = steg_session_clean(steg_import_file_name(annotation->import), clean, sizeof clean);
  bool written = false;
  if (!annotation->asked) {
    if (annotation->stopped && !session->json)
      steg_session_say(session, "%s",
                       steg_session_pick(session,
                                         "  Med --annotate får du en kopia av filen med felen markerade, att rätta i "
                                         "och läsa in igen.",
                                         "  With --annotate you get a copy of the file with the errors marked, to mend "
                                         "and import again."));
    return 0;
  }
  if (findings->count) {
    const steg_annotate_order order = {.import = annotation->import,
                                       .path = annotation->path,
                                       .instrument = annotation->instrument,
                                       .lang = session->lang,
                                       .program = steg_session_program};
    if (steg_annotate_write(session->project, &order, &written, err) < 0)
      return -1;
  }
  if (session->json) {
    steg_tree_put(arena, receipt, "annotated",
                  steg_tree_text(arena, written ? steg_arena_printf(arena, "%s.granskad.xlsx", name) : NULL));
  } else if (written) {
    steg_session_say(session, "  %s: %s.granskad.xlsx, %s.",
                     steg_session_pick(session, "Granskad kopia", "Annotated copy"), name,
                     steg_session_pick(session, "i samma mapp som filen", "in the file's own folder"));
    if (findings->unmarked)
      steg_session_say(session, "  %zu %s.", findings->unmarked,
                       steg_session_pick(session, "rader till har anmärkningar och är inte markerade",
                                         "more rows have remarks and are not marked"));
  } else {
    steg_session_say(session, "%s",
                     findings->count
                         ? steg_session_pick(session, "  Ingen granskad kopia: filens celler gick inte att skilja åt.",
                                             "  No annotated copy: the file's cells could not be told apart.")
                         : steg_session_pick(session, "  Ingen granskad kopia: det finns inga anmärkningar.",
                                             "  No annotated copy: there are no remarks."));
  }
  return 0;
}
