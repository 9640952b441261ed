"""What a model is asked about a sample, beside the evidence: yes/no questions that no checker can decide
(`judge=endpoint`), or the four ratings of the JanusCoder paper (`judge=januscoder`).

A model says yes or no and why, or gives ratings; every score is computed here. Its replies are journalled by
`stages.endpoint` before they are used and stand in the row's column `judge` as they came, so what a row says
follows from them, and a second run asks nothing. The table is a function of the inputs and of the journalled
replies, as it is with a teacher.

Not covered: calls that stay unanswered after all tries (not journalled) leave a criterion undecided until the
stage runs again; of animations and pages the model sees one picture besides the program.
"""
