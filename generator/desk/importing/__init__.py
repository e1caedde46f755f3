"""The family that makes a draft of a published report; `imported` is the whole way.

blocks · signs · text, markup, word -> readers    a file becomes blocks, each with its place
headings -> roles -> placing                      which are headings, what each is, what is below
asking, figures -> outline                        recommendations and counts; the parts of a report
naming, markdown, filing -> drafting              ids, authors' text, YAML; the files of a draft
telling, saving                                   what is said of it, and how it is put on disk
"""
