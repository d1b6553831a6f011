"""Who is who: signed documents, enrolment requests, packs, the roster, receipts."""
